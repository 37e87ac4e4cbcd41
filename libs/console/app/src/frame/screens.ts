import type { TextKey } from '../i18n/text';
import type { Permission } from '../session/session';
import type { IconName } from '../ui/icon';

/** The screens of the rail, in their order, and what each needs. */
export const SCREENS = [
  { to: '/queue', text: 'queue.title', icon: 'inbox', permission: 'review', key: 'q' },
  { to: '/overview', text: 'overview.title', icon: 'chart', permission: 'review', key: 'o' },
  { to: '/people', text: 'people.title', icon: 'people', permission: 'review', key: 'p' },
  { to: '/stuck', text: 'stuck.title', icon: 'stuck', permission: 'operate', key: 's' },
  { to: '/audit', text: 'audit.title', icon: 'audit', permission: 'audit', key: 'a' },
  { to: '/operations', text: 'operations.title', icon: 'pulse', permission: 'operate', key: 'x' },
] as const satisfies readonly {
  to: string;
  text: TextKey;
  icon: IconName;
  permission: Permission;
  key: string;
}[];
