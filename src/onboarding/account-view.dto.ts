import { ApiProperty } from '@nestjs/swagger';

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
