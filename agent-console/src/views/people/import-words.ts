/** What the columns of a file of people are called on the page. */
export const columnWord = {
  displayName: 'people.name',
  username: 'people.username',
  role: 'people.role',
  extension: 'people.extension',
  phone: 'people.phone',
  locale: 'people.locale',
} as const;
