import { randomUUID } from 'node:crypto';
import { Body, Controller, Injectable, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { IdenfyAccess, type IdenfyCaller, type IdenfyHttpRequest } from 'nestjs-idenfy';

const people = new Map<string, string>();

/** A login without a password, in place of yours: it asks for a name, and remembers it until this process ends. */
@Controller('login')
export class LoginController {
  @Post()
  logIn(@Body() { person }: { person: string }, @Res() response: Response) {
    const session = randomUUID();
    people.set(session, String(person));
    response.cookie('session', session, { httpOnly: true, sameSite: 'lax' }).redirect(303, '/verify.html');
  }
}

@Injectable()
export class KycAccess extends IdenfyAccess {
  /** Who is calling; null is answered 401. */
  override identify({ headers }: IdenfyHttpRequest): IdenfyCaller | null {
    const [, session = ''] = /(?:^|; )session=([\w-]+)/.exec(headers.cookie ?? '') ?? [];
    const clientId = people.get(session);
    return clientId === undefined ? null : { clientId };
  }
}
