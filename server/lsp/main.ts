/** The entry point that editors start: `server.js --stdio`, or over Node's IPC. */
import { serve } from "./serve";

void serve();
