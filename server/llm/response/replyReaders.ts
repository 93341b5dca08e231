/** Who reads which format. */
import type { ReplyFormat } from "../request/client";
import { anthropic } from "./anthropic";
import { bedrock } from "./bedrock";
import { google } from "./google";
import { openAiChat } from "./openAiChat";
import { openAiResponses } from "./openAiResponses";
import type { ReplyReader } from "./reply";

export const replyReaders: Readonly<Record<ReplyFormat, ReplyReader>> = {
  openai: openAiChat,
  "openai-responses": openAiResponses,
  anthropic,
  google,
  vertex: google,
  bedrock,
};
