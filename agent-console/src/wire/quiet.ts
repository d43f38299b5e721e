import { z } from 'zod';

// The content security policy forbids making code at run time; zod would try it once and leave a report of it.
// Imported before any schema is built.
z.config({ jitless: true });
