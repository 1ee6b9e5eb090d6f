// base64url and hashes, as JOSE and PKCE use them.

export const encode = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

export const decodeBytes = (part) =>
  Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

export const bytesOf = (text) => new TextEncoder().encode(text);

/** A value that nobody can guess: 256 random bits. */
export const random = () => encode(crypto.getRandomValues(new Uint8Array(32)));

/** The hash of a text, as bytes. */
export const hash = async (algorithm, text) => new Uint8Array(await crypto.subtle.digest(algorithm, bytesOf(text)));
