import { Overview } from './overview.js';
import { OverviewRollup, OverviewRounds } from './overview-rollup.js';
import { Assignments } from './assignments.js';
import { CaseFiles } from './case-files.js';
import { CaseTimelines } from './case-timelines.js';
import { CaseNotes } from './notes.js';
import { OpenCases } from './open-cases.js';
import { CaseQueue } from './queue.js';
import { QueueFeed } from './queue-feed.js';
import { SavedViews } from './saved-views.js';
import { RecentStaff, StaffDirectory } from './staff-directory.js';

/** What officers work with. */
export const caseworkProviders = [
  Overview,
  OverviewRollup,
  OverviewRounds,
  OpenCases,
  CaseQueue,
  QueueFeed,
  Assignments,
  CaseNotes,
  CaseTimelines,
  CaseFiles,
  SavedViews,
  { provide: StaffDirectory, useClass: RecentStaff },
];
