import { Modal, type ModalProps } from '@mantine/core';
import { t } from '../i18n/text';

/** A dialog with a title. Closed by Escape, by its button, and by a click beside it. */
export function Dialog({ children, ...props }: ModalProps) {
  return (
    <Modal closeButtonProps={{ 'aria-label': t('close') }} {...props}>
      <div data-dialog>{children}</div>
    </Modal>
  );
}
