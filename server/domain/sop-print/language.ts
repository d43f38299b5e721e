/** Which language our own words are in; what the document says stays as it is. */
export type Language = 'id' | 'en';
