import { Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { type Actor, Assignments, CaseNotes, IdenfyVerifications, StaffDirectory } from 'nestjs-idenfy';
import type { CompleteEnvironment } from '../config/read-environment.js';

const SEEDER: Actor = { kind: 'staff', id: 'seeder' };

/** How a session ends at the simulated iDenfy; null leaves it open. */
interface Ending {
  readonly overall: 'APPROVED' | 'DENIED' | 'SUSPECTED' | 'EXPIRED';
  readonly fraudTags?: readonly string[];
  readonly mismatchTags?: readonly string[];
  /** What the document says instead of what the person claimed. */
  readonly data?: Readonly<Record<string, string>>;
}

/** Every kind of outcome, in shares as they are common: they are gone through again and again. */
const ENDINGS: readonly (Ending | null)[] = [
  { overall: 'APPROVED' },
  {
    overall: 'SUSPECTED',
    fraudTags: ['FACE_BLACKLISTED'],
    mismatchTags: ['SURNAME'],
    data: { docLastName: 'KAZLAUSKIS' },
  },
  { overall: 'APPROVED' },
  { overall: 'DENIED' },
  { overall: 'SUSPECTED', fraudTags: ['AML_SUSPECTION'] },
  { overall: 'APPROVED' },
  null,
  { overall: 'SUSPECTED', fraudTags: ['DUPLICATE_FACE', 'DOC_MOBILE_PHOTO'] },
  { overall: 'APPROVED' },
  { overall: 'EXPIRED' },
  {
    overall: 'SUSPECTED',
    mismatchTags: ['NAME', 'DATE_OF_BIRTH'],
    data: { docFirstName: 'JUAN', docDob: '1987-11-02' },
  },
  { overall: 'APPROVED' },
];

const FIRST_NAMES = ['Jonas', 'Ona', 'Lukas', 'Emilija', 'Marek', 'Zofia', 'Anna', 'Peter', 'Liis', 'Karl'];
const LAST_NAMES = ['Kazlauskas', 'Petrauskas', 'Kowalski', 'Nowak', 'Tamm', 'Saar', 'Muller', 'Weber'];
const COUNTRIES = ['LT', 'PL', 'DE', 'EE', 'LV'];

/** The webhooks of the simulator arrive within this time, in milliseconds; what has not is left undecided. */
const ARRIVES_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 200;

/** Makes cases of every kind through the simulated iDenfy, so that the console can be seen at work. */
@Injectable()
export class SampleCases {
  readonly #simulator: string;

  constructor(
    config: ConfigService<CompleteEnvironment, true>,
    private readonly verifications: IdenfyVerifications,
    private readonly notes: CaseNotes,
    private readonly assignments: Assignments,
    private readonly directory: StaffDirectory,
  ) {
    this.#simulator = String(config.get('IDENFY_BASE_URL', { infer: true }));
  }

  /** Further cases each time. @returns the scanRefs */
  async make(count: number): Promise<readonly string[]> {
    const series = Date.now().toString(36).slice(-5);
    const made: { scanRef: string; ending: Ending | null }[] = [];
    for (let index = 0; index < count; index++) {
      const ending = ENDINGS[index % ENDINGS.length] ?? null;
      const { verification } = await this.verifications.start({
        clientId: `customer-${series}-${index + 1}`,
        actor: SEEDER,
        request: {
          firstName: pick(FIRST_NAMES, index),
          lastName: pick(LAST_NAMES, index * 3),
          country: pick(COUNTRIES, index),
          dateOfBirth: `19${70 + (index % 30)}-0${1 + (index % 9)}-1${index % 10}`,
        },
      });
      if (verification.scanRef === null) continue;
      made.push({ scanRef: verification.scanRef, ending });
      if (ending) await this.#end(verification.scanRef, ending);
    }
    await this.#work(
      made.filter(({ ending }) => ending?.overall === 'SUSPECTED').map(({ scanRef }) => scanRef),
    );
    return made.map(({ scanRef }) => scanRef);
  }

  async #end(scanRef: string, ending: Ending): Promise<void> {
    const response = await fetch(`${this.#simulator}/_simulator/verifications/${scanRef}/outcome`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ending),
    });
    if (!response.ok) throw new Error(`The simulator answered ${response.status}.`);
  }

  /** Some cases are assigned, some have a note, some are decided. */
  async #work(scanRefs: readonly string[]): Promise<void> {
    const officers = (await this.directory.list()).map(({ id }) => id);
    for (const [index, scanRef] of scanRefs.entries()) {
      if (index % 3 === 0) continue;
      const verification = await this.#suspected(scanRef);
      if (verification === null) return;
      const staff = pick(officers, index) || null;
      await this.assignments.assign([verification.id], { staff, actor: SEEDER });
      if (index % 3 === 1) await this.notes.add(verification, 'The branch knows the person.', SEEDER);
      if (![1, 2, 6].includes(index % 8)) continue;
      const decision = index % 8 === 6 ? 'REJECTED' : 'ACCEPTED';
      await this.verifications.decide(verification, {
        decision,
        reason: 'Compared with the branch',
        actor: SEEDER,
      });
    }
  }

  async #suspected(scanRef: string) {
    for (const end = Date.now() + ARRIVES_WITHIN_MS; Date.now() < end;) {
      const found = await this.verifications.find({ account: 'default', scanRef });
      if (found?.status === 'SUSPECTED') return found;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    return null;
  }
}

function pick(list: readonly string[], index: number): string {
  return list[index % list.length] ?? '';
}
