import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** Metadata of TypeScript: the classes of a method's parameters. */
const PARAMETER_CLASSES = 'design:paramtypes';

/**
 * `createParamDecorator()` for values that the host's global pipes must leave as they are. A
 * `ValidationPipe({ validateCustomDecorators: true })` judges a value by the class of its parameter, and empties an entity,
 * whose class has no validation rules (for a class of a type-only import, TypeScript records `Function`); so the class is
 * withdrawn.
 */
export function createUnpipedParam<Data = undefined>(
  read: (data: Data, context: ExecutionContext) => unknown,
): (...data: Data[]) => ParameterDecorator {
  const decorate = createParamDecorator(read);
  return (...data) =>
    (target, method, index) => {
      decorate(...data)(target, method, index);
      const classes = Reflect.getOwnMetadata(PARAMETER_CLASSES, target, method ?? '') as
        unknown[] | undefined;
      classes?.splice(index, 1, Object);
    };
}
