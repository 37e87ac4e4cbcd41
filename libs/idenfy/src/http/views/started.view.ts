import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { printedWithout } from '../../errors/printed-without.js';
import type { StartResult } from '../../verification/start/start.js';
import type { IdenfyCaller } from '../access/caller.js';
import { verificationFor } from './verification.view.js';

/** A session to go on with. `authToken` opens it: hand it to nobody but the person. */
export class StartedView {
  @ApiProperty({ type: String, nullable: true })
  readonly scanRef: string | null;

  @ApiProperty()
  readonly clientId: string;

  @ApiProperty({ type: String, example: 'ACTIVE' })
  readonly status: string;

  @ApiProperty({ description: "For iDenfy's SDKs." })
  readonly authToken: string;

  @ApiProperty({ format: 'uri', description: 'Send the browser here, or' })
  readonly redirectUrl: string;

  @ApiProperty({
    format: 'uri',
    description: 'show this in an iframe with allow="camera; microphone; fullscreen".',
  })
  readonly iframeUrl: string;

  @ApiPropertyOptional({ description: 'Code to type into the iDenfy app, when it was asked for.' })
  readonly digitString?: string;

  @ApiProperty({ type: Date, description: 'When the unused session ends.' })
  readonly expiresAt: Date;

  @ApiProperty({ description: 'Whether this is the running session of an earlier start.' })
  readonly resumed: boolean;

  @ApiPropertyOptional({
    type: [String],
    description: 'Fields of this request that a resumed session does not take up.',
  })
  readonly ignored?: readonly string[];

  constructor(caller: IdenfyCaller, started: StartResult) {
    const { verification, digitString, ignored } = started;
    this.scanRef = verification.scanRef;
    this.clientId = verification.clientId;
    this.status = verificationFor(caller, verification).status;
    this.authToken = started.authToken;
    this.redirectUrl = started.redirectUrl;
    this.iframeUrl = started.iframeUrl;
    if (digitString !== undefined) {
      this.digitString = digitString;
    }
    this.expiresAt = started.expiresAt;
    this.resumed = started.resumed;
    if (ignored !== undefined) {
      this.ignored = ignored;
    }
    // the host's interceptors and loggers see this object too
    printedWithout<StartedView>(this, ['authToken', 'redirectUrl', 'iframeUrl', 'digitString']);
  }
}
