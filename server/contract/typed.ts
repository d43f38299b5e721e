/** What people type is read at the desk as the server reads it. */
export { cleaned } from '../domain/shared/typed.ts';
