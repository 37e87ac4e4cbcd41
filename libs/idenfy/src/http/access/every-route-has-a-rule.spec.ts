import 'reflect-metadata';
import { Controller, Get, Post } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { SignedByIdenfy, StaffOnly } from './access-rule.js';
import { assertEveryRouteHasARule } from './every-route-has-a-rule.js';

@Controller('kept')
class KeptController {
  @Get()
  @StaffOnly()
  get() {}

  @Post()
  @SignedByIdenfy()
  receive() {}

  helpsTheOthers() {}
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  @StaffOnly()
  get() {}

  @Post()
  open() {}
}

describe('the rule of a route', () => {
  it('must be there, or the module does not start', () => {
    expect(() => assertEveryRouteHasARule([KeptController, ForgottenController])).toThrow(
      /ForgottenController\.open/,
    );
  });

  it('is asked of routes only', () => {
    expect(() => assertEveryRouteHasARule([KeptController])).not.toThrow();
  });
});
