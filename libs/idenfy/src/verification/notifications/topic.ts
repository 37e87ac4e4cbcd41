/** What a word on the channel is about. Only ids travel, never a value of a person. */
export type Topic = 'inbox' | 'runs' | 'verification';

// PostgreSQL takes 8,000 bytes in one notification
const IDS_PER_MESSAGE = 150;

export function topicMessages(topic: Topic, ids: readonly string[]): string[] {
  const messages: string[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_MESSAGE) {
    messages.push(`${topic}:${ids.slice(start, start + IDS_PER_MESSAGE).join(',')}`);
  }
  return messages;
}

export function readTopicMessage(message: string): { topic: string; ids: string[] } {
  const colon = message.indexOf(':');
  return { topic: message.slice(0, colon), ids: message.slice(colon + 1).split(',') };
}
