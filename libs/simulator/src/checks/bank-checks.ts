import type { BankCardVerification, BankVerification } from '@nestjs-idenfy/contract';
import type { Session } from '../sessions/session.js';
import { checkedResult, idOf } from './checked-results.js';

/** The bank that the person connected. What the token does not ask for is null. */
export function bankVerification(session: Session): BankVerification | null {
  const riskLevel = checkedResult(session, 'bank');
  if (riskLevel === undefined) return null;
  const { verifyBankBalances, verifyBankTransactions } = session.request;
  return {
    id: idOf(session, 'bank'),
    country: session.submission?.country ?? null,
    bank: 'Sample Bank',
    accounts: [
      {
        id: idOf(session, 'account'),
        currency: 'EUR',
        name: session.data?.fullName ?? null,
        // Its check digits are 00, so it cannot be a real account.
        iban: 'LT001000000000000000',
        transactionsCount: verifyBankTransactions === true ? 12 : null,
        balancesOverview:
          verifyBankBalances === true ? { bookedBalance: 1250.5, availableBalance: 1200 } : null,
      },
    ],
    riskLevel,
  };
}

export function bankCardVerification(session: Session): BankCardVerification | null {
  const result = checkedResult(session, 'bankCard');
  if (result === undefined) return null;
  const compared = result !== 'NOT_COMPARED';
  const matches = result === 'MATCH';
  const nameFound = result !== 'NAME_NOT_FOUND';
  const numberFound = result !== 'NUMBER_NOT_FOUND';
  return {
    id: idOf(session, 'bankCard'),
    status: !compared ? 'NOT_COMPARED' : matches ? 'MATCH' : 'NO_MATCH',
    noMatchReason: matches || !compared ? null : result,
    name: nameFound ? (session.data?.fullName ?? null) : null,
    firstSix: numberFound ? '400000' : null,
    lastFour: numberFound ? '0002' : null,
    expiryDate: '2030-12-31',
    nameMatch: compared && nameFound ? result !== 'NAME_MISMATCH' : null,
    lastFourMatch: compared && numberFound ? result !== 'NUMBER_MISMATCH' : null,
  };
}
