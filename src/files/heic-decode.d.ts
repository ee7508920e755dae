declare module 'heic-decode' {
  interface Pixels {
    width: number;
    height: number;
    data: Uint8ClampedArray<ArrayBuffer>;
  }
  function decode(options: { buffer: Uint8Array }): Promise<Pixels>;
  export = decode;
}
