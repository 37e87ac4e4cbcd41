import { Injectable } from '@nestjs/common';
import { IdenfyAccess, type IdenfyCaller, type IdenfyHttpRequest } from 'nestjs-idenfy';

/** `Bearer ada` is the person ada. */
@Injectable()
export class BearerAccess extends IdenfyAccess {
  identify({ headers }: IdenfyHttpRequest): IdenfyCaller | null {
    const clientId = /^Bearer (.+)$/.exec(String(headers['authorization']))?.[1];
    return clientId === undefined ? null : { clientId };
  }
}
