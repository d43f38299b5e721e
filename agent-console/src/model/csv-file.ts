/** How large a CSV file may be, in bytes; the server says so too. */
export const mostBytes = 256 * 1024;
