import {
  Badge,
  Button,
  createTheme,
  Drawer,
  type MantineColorsTuple,
  Menu,
  Modal,
  Notification,
  Select,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eef0ff',
  '#dddffb',
  '#b9bdf3',
  '#9398ec',
  '#7379e5',
  '#5d64e0',
  '#4f56d6',
  '#4449c8',
  '#393db0',
  '#2c3090',
];

/** White text on the filled shades, and these shades on white, have a contrast of at least 4.5. */
const red: MantineColorsTuple = [
  '#fceceb',
  '#f9d3d0',
  '#f0aca6',
  '#e6837b',
  '#dc6459',
  '#c9392d',
  '#bd2e22',
  '#ae2117',
  '#921a12',
  '#73130c',
];

/** Mantine's greys, from the surfaces of styles/app.css. */
const dark: MantineColorsTuple = [
  '#d6d8de',
  '#aeb2bc',
  '#8b909c',
  '#6a6f7b',
  '#3b3e48',
  '#2d3038',
  '#202228',
  '#18191e',
  '#131418',
  '#0e0f12',
];

const small = { size: 'xs' } as const;

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 5 },
  colors: { accent, dark, red },
  defaultRadius: 6,
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: {
    sizes: { h1: { fontSize: '1.25rem', fontWeight: '600' }, h2: { fontSize: '1rem', fontWeight: '600' } },
  },
  respectReducedMotion: true,
  components: {
    Badge: Badge.extend({ defaultProps: { radius: 'sm' } }),
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    TextInput: TextInput.extend({ defaultProps: small }),
    Textarea: Textarea.extend({ defaultProps: small }),
    Select: Select.extend({
      defaultProps: { ...small, comboboxProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    }),
    Menu: Menu.extend({
      // a placeholder for the focus is no item of a menu, and screen readers are told that there are only items
      defaultProps: { shadow: 'md', transitionProps: { duration: 80 }, withInitialFocusPlaceholder: false },
    }),
    // lockScroll would insert a <style>; styles/app.css does the same with :has().
    Modal: Modal.extend({
      defaultProps: {
        lockScroll: false,
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 100 },
      },
    }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false, transitionProps: { duration: 120 } } }),
    Notification: Notification.extend({ defaultProps: { radius: 'md' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, transitionProps: { duration: 80 } } }),
  },
});
