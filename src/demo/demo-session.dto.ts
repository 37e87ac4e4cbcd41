import { ApiProperty } from '@nestjs/swagger';
import { IsAscii, IsBoolean, IsOptional, Length } from 'class-validator';

export class DemoSessionDto {
  /** Who to be: a made-up name for a person, no personal data. */
  @ApiProperty({ example: 'demo-ada', maxLength: 100 })
  @IsAscii()
  @Length(1, 100)
  clientId!: string;

  /** Be an operator instead. */
  @ApiProperty({ required: false, default: false })
  @IsOptional()
  @IsBoolean()
  staff?: boolean;
}

export class DemoSession {
  /** A bearer token, valid for 12 hours. */
  @ApiProperty()
  token!: string;
}
