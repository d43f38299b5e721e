import type { Texts } from './id.ts';
import type { idNotifySettings } from './id-notify-settings.ts';

/** What a person sets of how they are told of alerts, in English. */
export const enNotifySettings: Texts<typeof idNotifySettings> = {
  notify: {
    title: 'Notifications',
    intro: 'Alerts are always on the screen. When you are away from it, this is how you are told.',
    mobile: 'Mobile number, for SMS and WhatsApp',
    email: 'E-mail address',
    stored: 'Stored: {{masked}}. Type here only to replace it.',
    notStored: 'None yet.',
    forget: 'Delete what is stored',
    forgotten: 'Will be deleted when you save.',
    keep: 'Do not delete',
    by: 'By',
    escalations: 'Escalations to me',
    own: 'My own steps',
    ownHint: 'Escalations go by the means that the SOP names. Your steps during a call are on the screen only.',
    notSetUp: 'not set up by the office',
    quiet: 'Quiet hours',
    quietOffice: 'As the office ({{hours}})',
    quietOfficeNone: 'As the office (none)',
    quietNone: 'None',
    quietOwn: 'My own hours',
    from: 'From',
    to: 'To',
    quietHint: 'What is urgent, which is a citizen still on the line, does not wait for them.',
    save: 'Save',
    saved: 'Saved.',
  },
};
