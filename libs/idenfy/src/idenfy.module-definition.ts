import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { IdenfyExtras, IdenfyOptions } from './idenfy.options.js';

const EXTRAS: IdenfyExtras = { isGlobal: true };

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<IdenfyOptions>({ moduleName: 'Idenfy' })
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createIdenfyOptions')
    .setExtras(EXTRAS, (definition, { isGlobal = true }) => ({ ...definition, global: isGlobal }))
    .build();
