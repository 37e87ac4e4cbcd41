import { Controller, Get, type INestApplication, Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { expect, it, onTestFinished } from 'vitest';
import { createUnpipedParam } from './unpiped-param.js';

/** An entity: a class without validation rules. */
class Row {
  constructor(readonly status: string) {}
}

const CurrentRow = createUnpipedParam(() => new Row('APPROVED'));
const Named = createUnpipedParam((name: string) => ({ name }));

@Controller()
class RowsController {
  @Get()
  get(@CurrentRow() row: Row, @Named('ada') named: Row) {
    return { row, named, isRow: row instanceof Row };
  }
}

@Module({ controllers: [RowsController] })
class RowsModule {}

it('arrives as it was read, under a global pipe that validates custom parameters', async () => {
  const app = await NestFactory.create<INestApplication>(RowsModule, { logger: false });
  onTestFinished(() => app.close());
  app.useGlobalPipes(
    new ValidationPipe({ whitelist: true, transform: true, validateCustomDecorators: true }),
  );
  await app.listen(0, '127.0.0.1');

  const answer = await fetch(await app.getUrl());

  expect(await answer.json()).toEqual({
    row: { status: 'APPROVED' },
    named: { name: 'ada' },
    isRow: true,
  });
});
