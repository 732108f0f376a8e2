/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "token.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "file.h"

#define FILE_MAX_BYTES ((size_t)1 << 20)

/* What RFC 6750 calls b64token, without the signs at its end. */
static bool
is_token(struct xb_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!(s.ptr[i] >= '0' && s.ptr[i] <= '9') && !((s.ptr[i] | 0x20) >= 'a' && (s.ptr[i] | 0x20) <= 'z') &&
		    !strchr("-._~+/=", s.ptr[i]))
			return false;
	return s.len >= XB_TOKEN_MIN && s.len < XB_TOKEN_MAX;
}

/* A line is not quoted: it may be a token but for a letter. */
static xabar_status
add_line(struct xb_tokens *out, struct xb_str line, size_t number, const char *path, xabar_error *err)
{
	char (*grown)[XB_TOKEN_MAX];

	if (!line.len || *line.ptr == '#')
		return XABAR_OK;
	if (!is_token(line)) {
		xb_fail(err, XABAR_EINVAL, "line %zu of '%s' is no token", number, path);
		return xb_hint(err, XABAR_EINVAL, "a token is %d to %d letters, digits and -._~+/= : openssl rand -hex 32 makes one",
		               XB_TOKEN_MIN, XB_TOKEN_MAX - 1);
	}
	grown = realloc(out->tokens, (out->n + 1) * sizeof(*grown));
	if (!grown)
		return xb_fail_nomem(err);
	out->tokens = grown;
	memset(grown[out->n], 0, sizeof(*grown));
	memcpy(grown[out->n++], line.ptr, line.len);
	return XABAR_OK;
}

static xabar_status
check_mode(const char *path, xabar_error *err)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return xb_fail_errno(err, "cannot read the tokens in '%s'", path);
	if (!(st.st_mode & (S_IROTH | S_IWOTH)))
		return XABAR_OK;
	xb_fail(err, XABAR_EINVAL, "everybody may read the tokens in '%s'", path);
	return xb_hint(err, XABAR_EINVAL, "chmod 600 '%s'", path);
}

xabar_status
xb_tokens_read(struct xb_tokens *out, const char *path, xabar_error *err)
{
	struct xb_buf text;
	size_t number = 0;
	xabar_status status;

	*out = (struct xb_tokens){ 0 };
	xb_buf_init(&text, FILE_MAX_BYTES);
	status = check_mode(path, err);
	if (status == XABAR_OK)
		status = xb_file_read(&text, path, err);
	for (struct xb_str rest = xb_buf_view(&text); rest.len && status == XABAR_OK;) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		const size_t len = end ? (size_t)(end - rest.ptr) : rest.len;

		status = add_line(out, xb_str_trim(xb_strn(rest.ptr, len)), ++number, path, err);
		rest = xb_str_from(rest, end ? len + 1 : len);
	}
	xb_buf_release(&text);
	if (status == XABAR_OK && !out->n)
		status = xb_fail(err, XABAR_EINVAL, "there is no token in '%s'", path);
	if (status != XABAR_OK)
		xb_tokens_release(out);
	return status;
}

void
xb_tokens_release(struct xb_tokens *tokens)
{
	free(tokens->tokens);
	*tokens = (struct xb_tokens){ 0 };
}

bool
xb_tokens_allow(const struct xb_tokens *tokens, const char *authorization)
{
	char given[XB_TOKEN_MAX] = { 0 };
	struct xb_str credentials = xb_str(authorization ? authorization : "");
	unsigned found = 0;

	if (credentials.len <= 7 || !xb_str_is_nocase(xb_strn(credentials.ptr, 7), "bearer "))
		return false;
	credentials = xb_str_trim(xb_str_from(credentials, 7));
	if (credentials.len >= sizeof(given))
		return false;
	memcpy(given, credentials.ptr, credentials.len);
	for (size_t i = 0; i < tokens->n; i++) {
		const volatile char *token = tokens->tokens[i];
		unsigned char differs = 0;

		for (size_t k = 0; k < sizeof(given); k++)
			differs |= (unsigned char)(token[k] ^ given[k]);
		found |= differs == 0;
	}
	return found;
}
