import { createContext, useContext } from 'react';

/** Opens the list of those to whom the conversation at this desk can be handed on; the shell provides it. */
export const HandOnContext = createContext<() => void>(() => {});

export const useHandOnDialog = (): (() => void) => useContext(HandOnContext);
