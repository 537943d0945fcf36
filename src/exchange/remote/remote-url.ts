/** The address of a registry as its client uses it, without a slash at the end; or why it cannot be one. */
export function readRemoteUrl(text: string): { url: string } | { fault: string } {
  if (!URL.canParse(text)) return { fault: 'url must be an address such as https://registry.example:8081.' };
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol))
    return { fault: `url must begin with http:// or https://, not ${url.protocol}//.` };
  if (url.username !== '' || url.password !== '') {
    return { fault: 'url must not hold a user or a password; send them as "auth".' };
  }
  if (url.search !== '' || url.hash !== '') return { fault: 'url must end with a path, without ? and #.' };
  return { url: `${url.origin}${url.pathname}`.replace(/\/+$/, '') };
}
