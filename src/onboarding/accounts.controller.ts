import { Controller, Get, UseFilters, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { IdenfyExceptionFilter } from 'nestjs-idenfy';
import { Repository } from 'typeorm';
import type { Bearer } from '../auth/bearer-tokens.js';
import { SignedIn, SignedInGuard } from '../auth/signed-in.guard.js';
import { AccountView } from './account-view.dto.js';
import { Account } from './account.entity.js';

@ApiTags('onboarding')
@ApiBearerAuth()
@Controller('accounts')
@UseGuards(SignedInGuard)
@UseFilters(IdenfyExceptionFilter) // errors as the library has them: 503 while the database is away
export class AccountsController {
  constructor(@InjectRepository(Account) private readonly accounts: Repository<Account>) {}

  /** The caller's own account, or null while they have none. */
  @Get('me')
  @ApiOkResponse({ type: AccountView })
  async mine(@SignedIn() { subject }: Bearer): Promise<AccountView> {
    const account = await this.accounts.findOneBy({ clientId: subject });
    return { clientId: subject, account: account && { id: account.id, openedAt: account.openedAt } };
  }
}
