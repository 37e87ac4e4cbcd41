import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { PersonVerificationView, StaffVerificationView } from './verification.views.js';

const created = new Date('2026-01-01T10:00:00Z');
const seen = new Date('2026-01-01T10:05:00Z');
const later = new Date('2026-01-01T11:00:00Z');

function aVerification(facts: Partial<IdenfyVerification>): IdenfyVerification {
  return Object.assign(new IdenfyVerification(), {
    id: 'c0ffee00-0000-4000-8000-000000000000',
    account: 'default',
    scanRef: 'scan-1',
    clientId: 'customer-42',
    status: 'ACTIVE',
    final: false,
    rank: 0,
    resubmittedAt: null,
    fraudTags: [],
    mismatchTags: [],
    autoDocument: null,
    autoFace: null,
    manualDocument: null,
    manualFace: null,
    decision: null,
    submission: null,
    submittedAt: seen,
    createdAt: created,
    visibleAt: seen,
    updatedAt: later,
    authToken: Buffer.from('canary-token'),
    personalData: Buffer.from('canary-data'),
    ...facts,
  });
}

const shown = (facts: Partial<IdenfyVerification>) =>
  JSON.stringify(new PersonVerificationView(aVerification(facts)));

describe('the view of a person', () => {
  it('is the same under suspicion and under review, to the last byte', () => {
    const reviewing = shown({ status: 'REVIEWING' });

    expect(shown({ status: 'SUSPECTED', final: true, fraudTags: ['FACE_BLACKLISTED'] })).toBe(reviewing);
    expect(shown({ status: 'SUSPECTED', mismatchTags: ['NAME'], attention: ['CONFLICT'] })).toBe(reviewing);
    expect(shown({ status: 'DENIED', final: false, autoDocument: 'DOC_TOO_BLURRY' })).toBe(reviewing);
    expect(shown({ status: 'APPROVED', final: false })).toBe(reviewing);
    expect(JSON.parse(reviewing)).toEqual({
      scanRef: 'scan-1',
      status: 'REVIEWING',
      final: false,
      nextStep: 'WAIT',
      createdAt: created.toJSON(),
      submittedAt: seen.toJSON(),
      updatedAt: seen.toJSON(),
    });
  });

  it("shows the host's decision once there is one", () => {
    const suspected = { status: 'SUSPECTED', final: true, fraudTags: ['FACE_SUSPECTED'] } as const;

    expect(JSON.parse(shown({ ...suspected, fraudTags: [], decision: 'ACCEPTED' }))).toMatchObject({
      status: 'APPROVED',
      final: true,
      nextStep: 'NONE',
    });
    expect(
      shown({ status: 'SUSPECTED', final: true, fraudTags: ['AML_FAILED'], decision: 'REJECTED' }),
    ).not.toMatch(/AML|SUSPECT|hints/);
  });

  it('names each problem of the images once, when there is no other problem', () => {
    const blurred = {
      status: 'DENIED',
      final: true,
      autoDocument: 'DOC_TOO_BLURRY',
      autoFace: 'FACE_TOO_BLURRY',
    };

    expect(JSON.parse(shown(blurred))).toMatchObject({ hints: ['BLURRY'], nextStep: 'RETRY' });
    expect(JSON.parse(shown({ ...blurred, fraudTags: ['FAKE_PHOTO'] }))).not.toHaveProperty('hints');
    expect(JSON.parse(shown({ ...blurred, mismatchTags: ['NAME'] }))).toMatchObject({
      nextStep: 'CONTACT_SUPPORT',
    });
    expect(
      JSON.parse(shown({ ...blurred, autoDocument: 'DOC_DAMAGED', autoFace: 'FACE_MISMATCH' })),
    ).not.toHaveProperty('hints');
  });
});

describe('the view of staff', () => {
  it('contains all columns but secrets and extracted data', () => {
    const view = new StaffVerificationView(
      aVerification({ status: 'SUSPECTED', final: true, fraudTags: ['FACE_BLACKLISTED'] }),
      null,
    );

    expect(view).toMatchObject({
      status: 'SUSPECTED',
      fraudTags: ['FACE_BLACKLISTED'],
      updatedAt: later,
      shownToPerson: { status: 'REVIEWING', final: false },
    });
    expect(JSON.stringify(view)).not.toMatch(/canary|authToken|personalData/);
  });
});
