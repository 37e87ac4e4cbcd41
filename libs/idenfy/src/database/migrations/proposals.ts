import type { QueryRunner } from 'typeorm';
import { prefixed, tablesOf } from '../table-names.js';

/**
 * Creates the proposals of decisions, and what keeps one person from deciding alone, whatever statement is sent:
 *
 * - a check refuses a proposal that its proposer confirmed or returned;
 * - a trigger refuses every change of a proposal but the one answer that ends its waiting;
 * - a trigger on verifications refuses a decision that needs a second person and has no confirmed proposal.
 */
export async function createProposals(runner: QueryRunner): Promise<void> {
  const { proposal, verification } = tablesOf(runner.connection);
  const named = (name: string) => prefixed(runner.connection, name);
  await runner.query(`
      create table ${proposal} (
        id uuid not null constraint ${named('pk_idenfy_proposal')} primary key,
        verification_id uuid not null constraint fk_idenfy_proposal_verification references ${verification} (id),
        decision text not null,
        state text not null default 'WAITING',
        proposed_by text not null,
        proposed_at timestamptz not null,
        reason_digest text not null,
        decided_by text,
        decided_at timestamptz,
        answer_digest text,
        constraint ck_idenfy_proposal_state
          check (state in ('WAITING', 'CONFIRMED', 'RETURNED', 'WITHDRAWN', 'LAPSED')),
        constraint ck_idenfy_proposal_answer check ((state = 'WAITING') = (decided_at is null)),
        constraint ck_idenfy_proposal_second_person
          check (state not in ('CONFIRMED', 'RETURNED') or (decided_by is not null and decided_by <> proposed_by))
      )`);
  await runner.query(
    `create unique index ${named('uq_idenfy_proposal_waiting')} on ${proposal} (verification_id) where state = 'WAITING'`,
  );
  await runner.query(
    `create index ${named('ix_idenfy_proposal_waiting')} on ${proposal} (proposed_at, id) where state = 'WAITING'`,
  );
  await runner.query(
    `create index ${named('ix_idenfy_proposal_verification')} on ${proposal} (verification_id, proposed_at)`,
  );
  await guardProposals(runner);
  await guardDecisions(runner);
}

/** Drops the functions of the triggers, which were dropped with their tables. */
export async function dropProposalGuards(runner: QueryRunner): Promise<void> {
  await runner.query(`drop function ${answeredOnceFunction(runner)}`);
  await runner.query(`drop function ${fourEyesFunction(runner)}`);
}

async function guardProposals(runner: QueryRunner): Promise<void> {
  const { proposal } = tablesOf(runner.connection);
  await runner.query(`
      create or replace function ${answeredOnceFunction(runner)} returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' then
          if new.state = 'WAITING' then return new; end if;
          raise exception 'a proposal begins by waiting' using errcode = 'restrict_violation';
        end if;
        if old.state = 'WAITING'
           and (new.id, new.verification_id, new.decision, new.proposed_by, new.proposed_at, new.reason_digest)
               = (old.id, old.verification_id, old.decision, old.proposed_by, old.proposed_at, old.reason_digest) then
          return new;
        end if;
        raise exception 'a proposal is answered once, and never changed' using errcode = 'restrict_violation';
      end $$`);
  await runner.query(`
      create trigger tr_idenfy_proposal_answered_once
        before insert or update on ${proposal}
        for each row execute function ${answeredOnceFunction(runner)}`);
}

/**
 * Fires only for statements that name one of these columns, so changes by webhooks cost nothing. A row that is erased
 * loses its proposal and the answer of `fourEyes`, but its decision stays.
 */
async function guardDecisions(runner: QueryRunner): Promise<void> {
  const { proposal, verification } = tablesOf(runner.connection);
  await runner.query(`
      create or replace function ${fourEyesFunction(runner)} returns trigger language plpgsql as $$
      begin
        if old.four_eyes is not null and new.four_eyes is distinct from old.four_eyes and new.erased_at is null then
          raise exception 'whether a decision needs a second person is asked once' using errcode = 'restrict_violation';
        end if;
        if new.proposal_id is not null and new.proposal_id is distinct from old.proposal_id and not exists (
             select from ${proposal} p where p.id = new.proposal_id and p.verification_id = new.id and p.state = 'WAITING') then
          raise exception 'this proposal does not wait' using errcode = 'restrict_violation';
        end if;
        if coalesce(old.four_eyes, new.four_eyes) and new.decision is not null
           and (new.decision, new.decision_by) is distinct from (old.decision, old.decision_by) and not exists (
             select from ${proposal} p
              where p.id = old.proposal_id and p.verification_id = new.id and p.state = 'CONFIRMED'
                and p.decision = new.decision and p.decided_by = new.decision_by) then
          raise exception 'this decision needs a second person' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$`);
  await runner.query(`
      create trigger tr_idenfy_verification_four_eyes
        before update of decision, decision_by, four_eyes, proposal_id on ${verification}
        for each row when (old.four_eyes is not null or new.four_eyes or new.proposal_id is not null)
        execute function ${fourEyesFunction(runner)}`);
}

function answeredOnceFunction(runner: QueryRunner): string {
  return `${tablesOf(runner.connection).proposal.slice(0, -1)}_answered_once"()`;
}

function fourEyesFunction(runner: QueryRunner): string {
  return `${tablesOf(runner.connection).verification.slice(0, -1)}_four_eyes"()`;
}
