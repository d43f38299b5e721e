/** Words by which somebody who reads a number out goes on with it: they stand for a separator. */
export const goingOn =
  '(?:dan|lalu|lanjut(?:nya|annya)?|dilanjut(?:kan)?|te?rus|kemudian|sambung(?:annya)?|disambung|(?:ha)?bis itu|setelah itu|' +
  'belakangnya|depannya|se?trip|spasi|titik|koma|mines|minus|min|garis(?: miring)?|plus|tambah|ditambah|and|then|dash|space|dot|comma|next)';

/** Between groups: nothing but such words. */
const joining = new RegExp(`^[\\s,.:;()"'-]{1,4}(?:${goingOn}[\\s,.:;()"'-]{1,4}){1,3}$`, 'i');
/** Between groups: up to three words of any kind, within one sentence. */
const few = /^[ ,.:;()"'-]{0,3}(?:[a-z]{1,14}[ ,:;()"'-]{0,3}){1,3}$/i;

/** What other numbers of an office are called, and what is counted: behind these words no telephone number follows. Pure. */
export const namesAnother = (words: string): boolean => another.test(words);
const another =
  /\b(?:antre|antri|tiket|ticket|resi|tagihan|kode|pos|berkas|regist(?:er|rasi)|pendaftaran|daftar|permohonan|pengaduan|laporan|surat|meter(?:an)?|pelanggan|id|pasal|tanggal|tgl|tahun|thn|bulan|jam|pukul|loket|rt|rw|blok|versi|seri|polisi|plat|faktur|kuitansi|sebesar|seharga|harga|sebanyak|sejumlah|jumlah|total|masuk|rp|biaya|bayar|denda|gaji)(?:an|nya|ku)?\b/i;

/** How two groups of one number may be parted: by words that go on with it, by a few other words, or not at all. Pure. */
export function partedBy(between: string): 'going-on' | 'words' | null {
  if (between.length > 40) return null;
  if (joining.test(between)) return 'going-on';
  return few.test(between) && !/\.\s+[A-Z]/.test(between) && !namesAnother(between) ? 'words' : null;
}

/** What is counted or measured is nobody's number. Pure. */
export const isMeasured = (after: string): boolean => unit.test(after);
const unit =
  /^[ ]?(?:%|x\b|(?:ms|detik|menit|jam|hari|minggu|bulan|tahun|kali|orang|kk|jiwa|rupiah|rp|ribu|rb|juta|jt|miliar|unit|buah|lembar|kwh|watt|liter|meter|m[23]?|km|kg|persen|seconds?|minutes?|times|people|calls?)\b)/i;
