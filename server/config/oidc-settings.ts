import { z } from 'zod';
import { address, defaulted, line, optional } from './setting.ts';

const username = z.string().regex(/^[a-z][a-z0-9._-]{1,63}$/);

/** Log-in by the office's own provider of identities (OpenID Connect). */
export const oidcSettings = {
  OIDC_ISSUER: optional(address(['http', 'https']), {
    meaning: {
      id: 'Penyedia identitas (OpenID Connect) tempat orang masuk; kosong berarti sandi di sini saja',
      en: 'Provider of identities (OpenID Connect) by which people log in; empty means by passwords here alone',
    },
    expects: { id: 'alamat https:// penerbitnya', en: 'the https:// address of the issuer' },
    example: 'https://sso.example.go.id/realms/kota',
  }),
  OIDC_CLIENT_ID: optional(line.max(200), {
    meaning: { id: 'Nama kami pada penyedia itu', en: 'What that provider knows us as' },
    expects: { id: 'client id dari penyedia', en: 'the client id given by the provider' },
    example: 'sigap',
  }),
  OIDC_CLIENT_SECRET: optional(line.max(500), {
    meaning: {
      id: 'Rahasia kami pada penyedia itu; kosong bila cukup PKCE',
      en: 'Our secret at that provider; empty where PKCE alone is asked',
    },
    expects: { id: 'client secret dari penyedia', en: 'the client secret given by the provider' },
    example: '$(openssl rand -hex 24)',
    secret: true,
  }),
  OIDC_NAME: defaulted(line.max(60), 'SSO', {
    meaning: { id: 'Nama penyedia itu pada tombol masuk', en: 'What the log-in button calls that provider' },
    expects: { id: 'satu baris, paling banyak 60 karakter', en: 'one line of at most 60 characters' },
    example: 'SSO Kota',
  }),
  OIDC_CLAIM: defaulted(z.string().regex(/^[A-Za-z0-9_:./-]{1,100}$/), 'preferred_username', {
    meaning: {
      id: 'Klaim yang berisi nama pengguna seseorang di sini; orang tidak pernah dibuat dari sana',
      en: 'The claim that holds somebody’s user name here; nobody is ever created from it',
    },
    expects: { id: 'nama satu klaim', en: 'the name of one claim' },
  }),
  OIDC_GROUPS: defaulted(z.string().regex(/^[A-Za-z0-9_:./-]{1,100}$/), 'groups', {
    meaning: {
      id: 'Klaim yang berisi kelompok seseorang; dipakai SIGAP_GROUP_ROLES',
      en: 'The claim that holds somebody’s groups; used by SIGAP_GROUP_ROLES',
    },
    expects: { id: 'nama satu klaim', en: 'the name of one claim' },
  }),
  OIDC_SCOPE: defaulted(line.max(200), 'openid profile', {
    meaning: { id: 'Lingkup yang diminta', en: 'The scopes that are asked for' },
    expects: { id: 'kata dipisah spasi, dengan "openid"', en: 'words with spaces between, "openid" among them' },
  }),
  OIDC_ACR: optional(line.max(500), {
    meaning: {
      id: 'Kekuatan masuk (acr) yang cukup, seperti yang disebut penyedia itu; kosong: dipercaya saja',
      en: 'Strengths of a log-in (acr) that are enough, as that provider names them; empty: it is trusted',
    },
    expects: { id: 'nilai acr, dipisah spasi', en: 'values of acr, with spaces between' },
    example: 'urn:mace:incommon:iap:silver',
  }),
  OIDC_EMERGENCY_ACCOUNT: optional(username, {
    meaning: {
      id: 'Satu-satunya orang yang boleh masuk dengan sandi di sini, untuk saat penyedia tak terjangkau; sandinya disimpan tersegel',
      en: 'The one person who may log in with a password here, for when the provider is away; the password is kept sealed',
    },
    expects: { id: 'nama pengguna', en: 'a user name' },
    example: 'darurat',
  }),
} as const;
