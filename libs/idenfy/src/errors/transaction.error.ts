import { IdenfyError } from './idenfy.error.js';

/** Why a transaction of the host cannot carry a statement of this library. */
export type TransactionRefusal = 'no transaction' | 'other database' | 'isolation';

const MESSAGES: Readonly<Record<TransactionRefusal, string>> = {
  'no transaction':
    'The manager has no open transaction; pass the one that dataSource.transaction() gives you.',
  'other database': 'The manager belongs to another DataSource than that of IdenfyModule.',
  isolation: 'The transaction is stricter than READ COMMITTED; begin it with that isolation level.',
};

/** A transaction of the host cannot carry what it was passed for. Nothing was written; let the transaction roll back. */
export class IdenfyTransactionError extends IdenfyError {
  readonly reason: TransactionRefusal;

  constructor(reason: TransactionRefusal) {
    super(MESSAGES[reason]);
    this.reason = reason;
  }

  override get name() {
    return 'IdenfyTransactionError' as const;
  }
}
