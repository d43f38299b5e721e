import { createSocket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** What somebody hears: how much sound there was within a stretch. */
export interface Ear {
  /** Listens for `ms`; 0: silence, or nothing at all. */
  heardWithin(ms: number): Promise<number>;
}

/** Below it is what codecs make of silence; the browser's fake microphone beeps at a quarter of full scale. */
const loud = 1_000;

/**
 * A caller's ear: a port that is sent the voice (G.711 A-law), and counts packets with sound in them. It sends silence
 * back, as a line does: Asterisk mixes a whisper into what the caller sends, and into nothing it cannot. Close it.
 * @param speaks instead of silence it sends a note of {@link spokenHz}
 */
export async function openEar(
  ip: string,
  speaks = false,
): Promise<Ear & { readonly port: number; speak(on: boolean): void; close(): Promise<void> }> {
  const socket = createSocket('udp4');
  let packets = 0;
  let sent = 0;
  let voiced = speaks;
  let silence: NodeJS.Timeout | undefined;
  socket.on('message', (packet, from) => {
    silence ??= setInterval(() => socket.send(packet20ms(++sent, voiced), from.port, from.address), 20);
    const voice = packet.subarray(12);
    if (voice.some((sign) => Math.abs(linearOf(sign)) > loud)) packets += 1;
  });
  await new Promise<void>((resolve) => socket.bind(0, ip, resolve));
  return {
    port: socket.address().port,
    speak(on) {
      voiced = on;
    },
    async heardWithin(ms) {
      const before = packets;
      await sleep(ms);
      return packets - before;
    },
    close: () => {
      clearInterval(silence);
      return new Promise((resolve) => socket.close(() => resolve()));
    },
  };
}

export const spokenHz = 500;

/** RTP (RFC 3550) of 20 ms of silence, or of a square wave as loud as can be, G.711 A-law. */
function packet20ms(count: number, speaks: boolean): Buffer {
  const packet = Buffer.alloc(172, 0xd5);
  const half = 8_000 / spokenHz / 2;
  for (let at = 0; speaks && at < 160; at += 1) packet[12 + at] = Math.floor(at / half) % 2 === 0 ? 0xaa : 0x2a;
  packet.writeUInt16BE(0x8008, 0);
  packet.writeUInt16BE(count & 0xffff, 2);
  packet.writeUInt32BE(count * 160, 4);
  packet.writeUInt32BE(0x51674170, 8);
  return packet;
}

/** ITU-T G.711, A-law: one sign as a sample of 16 bits. */
function linearOf(sign: number): number {
  const value = sign ^ 0x55;
  const exponent = (value >> 4) & 7;
  const mantissa = ((value & 15) << 4) + 8;
  const size = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return value & 0x80 ? size : -size;
}

/** The ear of whoever talks by a browser from now on. The page is loaded anew. */
export async function earOf(page: Page): Promise<Ear> {
  await page.addInitScript(keepPeers);
  await page.reload();
  const energy = () => page.evaluate(heardSoFar);
  return {
    async heardWithin(ms) {
      const before = await energy();
      await sleep(ms);
      // Energy of full scale for a second is one; a beep leaves thousandths.
      return Math.round(((await energy()) - before) * 1e5);
    },
  };
}

/** Runs in the page. */
function keepPeers() {
  // biome-ignore lint/suspicious/noExplicitAny: a script of the page, untyped there
  const world = globalThis as any;
  world.peers = [];
  world.RTCPeerConnection = class extends world.RTCPeerConnection {
    constructor(...settings: unknown[]) {
      super(...settings);
      world.peers.push(this);
    }
  };
}

/** Runs in the page. */
async function heardSoFar(): Promise<number> {
  // biome-ignore lint/suspicious/noExplicitAny: see above
  const peer = (globalThis as any).peers.at(-1);
  let sum = 0;
  if (!peer) return sum;
  const told: Map<string, { type: string; totalAudioEnergy?: number }> = await peer.getStats();
  for (const entry of told.values()) if (entry.type === 'inbound-rtp') sum += entry.totalAudioEnergy ?? 0;
  return sum;
}
