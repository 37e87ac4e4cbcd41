import { Controller, Get, UseFilters, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { IdenfyExceptionFilter } from 'nestjs-idenfy';
import { Repository } from 'typeorm';
import type { Bearer } from '../auth/bearer-tokens.js';
import { SignedIn, SignedInGuard } from '../auth/signed-in.guard.js';
import { Account } from './account.entity.js';

export class OpenedAccount {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  openedAt!: Date;
}

export class AccountView {
  @ApiProperty({ example: 'demo-ada' })
  clientId!: string;

  @ApiProperty({ type: OpenedAccount, nullable: true })
  account!: OpenedAccount | null;
}

@ApiTags('onboarding')
@ApiBearerAuth()
@Controller('accounts')
@UseGuards(SignedInGuard)
@UseFilters(IdenfyExceptionFilter) // answers errors as the library does: 503 while the database is unavailable
export class AccountsController {
  constructor(@InjectRepository(Account) private readonly accounts: Repository<Account>) {}

  /** The caller's own account, or null until one is opened. */
  @Get('me')
  @ApiOkResponse({ type: AccountView })
  async mine(@SignedIn() { subject }: Bearer): Promise<AccountView> {
    const account = await this.accounts.findOneBy({ clientId: subject });
    return { clientId: subject, account: account && { id: account.id, openedAt: account.openedAt } };
  }
}
