import { handlers } from './handlers.js';
import { serve } from './serve.js';

/** The agent that ships with the program. */
serve(handlers);
