import { Button, Menu } from '@mantine/core';
import { useMembers } from '../../api/staff';
import { t } from '../../i18n/text';
import { useStaff } from '../../session/session';
import { Icon } from '../../ui/icon';

/** Assigns to someone of the staff, or to no one. */
export function AssignMenu({
  onAssign,
  busy = false,
  assignee = null,
  compact = false,
}: {
  onAssign: (staff: string | null) => void;
  busy?: boolean;
  assignee?: string | null;
  /** As high as a row. */
  compact?: boolean;
}) {
  const { id: me } = useStaff();
  const listed = useMembers();
  const members = listed.some(({ id }) => id === me) || listed.length > 0 ? listed : [{ id: me, name: me }];
  return (
    <Menu position="bottom-start" width={200}>
      <Menu.Target>
        <Button
          variant="default"
          loading={busy}
          rightSection={<Icon name="down" size={14} />}
          {...(compact && { size: 'compact-xs' })}
        >
          {assignee === null ? t('queue.assign') : t('queue.assignedTo', { staff: assignee })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {members.map(({ id, name }) => (
          <Menu.Item
            key={id}
            leftSection={<Icon name={id === assignee ? 'check' : 'person'} size={14} />}
            onClick={() => onAssign(id)}
          >
            {id === me ? t('queue.toMe', { name }) : name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="minus" size={14} />} onClick={() => onAssign(null)}>
          {t('queue.toNoOne')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
