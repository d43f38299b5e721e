import { z } from 'zod';
import { address, defaulted, line, optional } from './setting.ts';

/** Passwords that a directory of the office's own (LDAP, Active Directory) keeps. */
export const ldapSettings = {
  LDAP_URL: optional(address(['ldap', 'ldaps']), {
    meaning: {
      id: 'Direktori (LDAP) yang memeriksa kata sandi; kosong berarti kata sandi di sini',
      en: 'Directory (LDAP) that checks passwords; empty means passwords of our own',
    },
    expects: { id: 'alamat ldaps://', en: 'an ldaps:// address' },
    example: 'ldaps://ldap.example.go.id',
  }),
  LDAP_STARTTLS: defaulted(z.enum(['yes', 'no']), 'no', {
    meaning: {
      id: 'Naik ke TLS pada alamat ldap://; sertifikat sendiri: NODE_EXTRA_CA_CERTS',
      en: 'Go over to TLS at an ldap:// address; for a certificate authority of your own: NODE_EXTRA_CA_CERTS',
    },
    expects: { id: '"yes" atau "no"', en: '"yes" or "no"' },
  }),
  LDAP_BIND_DN: optional(line.max(500), {
    meaning: { id: 'Akun yang mencari orang di direktori', en: 'The account that looks for people in the directory' },
    expects: { id: 'DN akun layanan', en: 'the DN of a service account' },
    example: 'cn=sigap,ou=services,dc=example,dc=go,dc=id',
  }),
  LDAP_BIND_PASSWORD: optional(line.max(500), {
    meaning: { id: 'Kata sandi akun itu', en: 'The password of that account' },
    expects: { id: 'satu baris', en: 'one line' },
    example: '$(openssl rand -hex 24)',
    secret: true,
  }),
  LDAP_BASE: optional(line.max(500), {
    meaning: { id: 'Bagian direktori tempat orang dicari', en: 'Below which people are looked for' },
    expects: { id: 'sebuah DN', en: 'a DN' },
    example: 'ou=people,dc=example,dc=go,dc=id',
  }),
  LDAP_FILTER: defaulted(line.max(500).includes('{username}'), '(uid={username})', {
    meaning: {
      id: 'Bagaimana seseorang dicari; Active Directory: (sAMAccountName={username}); dengan memberOf hanya satu kelompok',
      en: 'How somebody is looked for; Active Directory: (sAMAccountName={username}); with memberOf only those of a group',
    },
    expects: { id: 'saringan LDAP dengan {username}', en: 'an LDAP filter with {username} in it' },
    example: '(&(uid={username})(memberOf=cn=sigap,ou=groups,dc=example,dc=go,dc=id))',
  }),
  LDAP_GROUPS: defaulted(z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/), 'memberOf', {
    meaning: {
      id: 'Atribut entri seseorang yang berisi kelompoknya; dipakai SIGAP_GROUP_ROLES',
      en: 'The attribute of somebody’s entry that holds the groups; used by SIGAP_GROUP_ROLES',
    },
    expects: { id: 'nama satu atribut', en: 'the name of one attribute' },
  }),
  LDAP_EMERGENCY_ACCOUNT: optional(z.string().regex(/^[a-z][a-z0-9._-]{1,63}$/), {
    meaning: {
      id: 'Satu-satunya orang dengan kata sandi di sini, untuk saat direktori tak terjangkau; sandinya disimpan tersegel',
      en: 'The one person with a password here, for when the directory is away; the password is kept sealed',
    },
    expects: { id: 'nama pengguna', en: 'a user name' },
    example: 'darurat',
  }),
} as const;
