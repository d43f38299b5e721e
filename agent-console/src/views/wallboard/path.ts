/** Where a wallboard's link leads; behind `#` stands its token, which no browser sends to a server. */
export const wallboardPath = '/wallboard';

/** @param origin of the console, such as `https://sigap.example.go.id` */
export const wallboardLink = (origin: string, token: string): string => `${origin}${wallboardPath}#${token}`;
