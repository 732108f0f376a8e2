/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ledger.h"

#include <stdlib.h>
#include <xxhash.h>
#include <zlib.h>

#include "file.h"

/* The file: MAGIC, varint number of inputs, for each {counted path, varint size, mtime, 16 bytes hash, varint done, complete, settings,
 * counted format, counted found, varint nids, nids x 8 bytes}, CRC-32 of all before. */
#define MAGIC "XBLEDGER3"
#define CRC_BYTES 4
#define FIRST_SLOTS 64

static void
free_input(struct xb_ledger_input *input)
{
	free(input->path);
	free((char *)(uintptr_t)input->found.ptr);
	free(input->ids);
	free(input);
}

void
xb_ledger_release(struct xb_ledger *ledger)
{
	for (size_t i = 0; i < ledger->slots; i++)
		if (ledger->inputs[i])
			free_input(ledger->inputs[i]);
	free(ledger->inputs);
	*ledger = (struct xb_ledger){ 0 };
}

/* The slot where the path is, or where it would go. There is always a free one. */
static size_t
slot_of(const struct xb_ledger *ledger, const char *path)
{
	size_t slot = XXH3_64bits(path, strlen(path)) & (ledger->slots - 1);

	while (ledger->inputs[slot] && strcmp(ledger->inputs[slot]->path, path) != 0)
		slot = (slot + 1) & (ledger->slots - 1);
	return slot;
}

struct xb_ledger_input *
xb_ledger_find(const struct xb_ledger *ledger, const char *path)
{
	return ledger->slots ? ledger->inputs[slot_of(ledger, path)] : NULL;
}

/* Keep the table at most half full. */
static bool
make_room(struct xb_ledger *ledger)
{
	struct xb_ledger grown = { .n = ledger->n, .changed = ledger->changed };

	if (ledger->slots && ledger->n * 2 < ledger->slots)
		return true;
	grown.slots = ledger->slots ? ledger->slots * 2 : FIRST_SLOTS;
	grown.inputs = calloc(grown.slots, sizeof(*grown.inputs));
	if (!grown.inputs)
		return false;
	for (size_t i = 0; i < ledger->slots; i++)
		if (ledger->inputs[i])
			grown.inputs[slot_of(&grown, ledger->inputs[i]->path)] = ledger->inputs[i];
	free(ledger->inputs);
	*ledger = grown;
	return true;
}

struct xb_ledger_input *
xb_ledger_get(struct xb_ledger *ledger, const char *path)
{
	struct xb_ledger_input *input = xb_ledger_find(ledger, path);

	if (input)
		return input;
	input = calloc(1, sizeof(*input));
	if (!input || !(input->path = strdup(path)) || !make_room(ledger)) {
		if (input)
			free_input(input);
		return NULL;
	}
	ledger->inputs[slot_of(ledger, path)] = input;
	ledger->n++;
	ledger->changed = true;
	return input;
}

void
xb_ledger_remove(struct xb_ledger *ledger, const char *path)
{
	size_t slot;

	if (!xb_ledger_find(ledger, path))
		return;
	slot = slot_of(ledger, path);
	free_input(ledger->inputs[slot]);
	ledger->inputs[slot] = NULL;
	ledger->n--;
	ledger->changed = true;
	/* What had been moved on because this slot was taken moves back. */
	for (size_t i = (slot + 1) & (ledger->slots - 1); ledger->inputs[i]; i = (i + 1) & (ledger->slots - 1)) {
		struct xb_ledger_input *input = ledger->inputs[i];

		ledger->inputs[i] = NULL;
		ledger->inputs[slot_of(ledger, input->path)] = input;
	}
}

uint64_t
xb_ledger_id_hash(struct xb_str id)
{
	return XXH3_64bits(id.ptr, id.len);
}

static xabar_status
add_hash(struct xb_ledger_input *input, uint64_t hash, xabar_error *err)
{
	if (input->nids == input->ids_cap) {
		size_t cap = input->ids_cap ? input->ids_cap * 2 : 4;
		uint64_t *grown = realloc(input->ids, cap * sizeof(*grown));

		if (!grown)
			return xb_fail_nomem(err);
		input->ids = grown;
		input->ids_cap = cap;
	}
	input->ids[input->nids++] = hash;
	return XABAR_OK;
}

xabar_status
xb_ledger_add_id(struct xb_ledger_input *input, struct xb_str id, xabar_error *err)
{
	return add_hash(input, xb_ledger_id_hash(id), err);
}

xabar_status
xb_ledger_set_found(struct xb_ledger_input *input, struct xb_str bytes, xabar_error *err)
{
	char *copy = malloc(bytes.len + 1);

	if (!copy)
		return xb_fail_nomem(err);
	if (bytes.len)
		memcpy(copy, bytes.ptr, bytes.len);
	free((char *)(uintptr_t)input->found.ptr);
	input->found.ptr = copy;
	input->found.len = bytes.len;
	return XABAR_OK;
}

static uint32_t
crc_of(struct xb_str bytes)
{
	return (uint32_t)crc32_z(0, (const Bytef *)bytes.ptr, bytes.len);
}

static void
write_fixed(struct xb_buf *out, uint64_t value, size_t bytes)
{
	for (; bytes; bytes--, value >>= 8)
		xb_buf_add_char(out, (char)(value & 0xff));
}

static uint64_t
read_fixed(struct xb_str bytes)
{
	uint64_t value = 0;

	while (bytes.len)
		value = value << 8 | (unsigned char)bytes.ptr[--bytes.len];
	return value;
}

static void
write_input(struct xb_buf *out, const struct xb_ledger_input *input)
{
	xb_buf_add_counted(out, xb_str(input->path));
	xb_buf_add_varint(out, input->size);
	xb_buf_add_varint(out, (uint64_t)input->mtime_ns);
	xb_buf_add(out, input->hash, sizeof(input->hash));
	xb_buf_add_varint(out, input->done);
	xb_buf_add_varint(out, input->complete);
	xb_buf_add_varint(out, input->settings);
	xb_buf_add_counted(out, xb_str(input->format));
	xb_buf_add_counted(out, input->found);
	xb_buf_add_varint(out, input->nids);
	for (size_t i = 0; i < input->nids; i++)
		write_fixed(out, input->ids[i], 8);
}

void
xb_ledger_write(struct xb_buf *out, const struct xb_ledger *ledger)
{
	xb_buf_add_str(out, xb_str(MAGIC));
	xb_buf_add_varint(out, ledger->n);
	for (size_t i = 0; i < ledger->slots; i++)
		if (ledger->inputs[i])
			write_input(out, ledger->inputs[i]);
	write_fixed(out, crc_of(xb_buf_view(out)), CRC_BYTES);
}

static bool
read_input(struct xb_ledger *ledger, struct xb_str *rest)
{
	struct xb_str path, hash, format, found, ids;
	uint64_t size, mtime, done, complete, settings, nids;
	struct xb_ledger_input *input;
	char *name;

	if (!xb_take_counted(rest, &path) || !xb_take_varint(rest, &size) || !xb_take_varint(rest, &mtime) ||
	    !xb_take_bytes(rest, sizeof(input->hash), &hash) || !xb_take_varint(rest, &done) ||
	    !xb_take_varint(rest, &complete) || !xb_take_varint(rest, &settings) ||
	    !xb_take_counted(rest, &format) || !xb_take_counted(rest, &found) || !xb_take_varint(rest, &nids) ||
	    nids > rest->len / 8 || !xb_take_bytes(rest, nids * 8, &ids) || format.len >= sizeof(input->format))
		return false;
	name = strndup(path.ptr, path.len);
	input = name ? xb_ledger_get(ledger, name) : NULL;
	free(name);
	if (!input || xb_ledger_set_found(input, found, NULL) != XABAR_OK)
		return false;
	input->size = size;
	input->mtime_ns = (int64_t)mtime;
	memcpy(input->hash, hash.ptr, hash.len);
	input->done = done;
	input->complete = complete != 0;
	input->settings = settings;
	memcpy(input->format, format.ptr, format.len);
	for (; ids.len; ids = xb_str_from(ids, 8))
		if (add_hash(input, read_fixed(xb_strn(ids.ptr, 8)), NULL) != XABAR_OK)
			return false;
	return true;
}

xabar_status
xb_ledger_read(struct xb_ledger *out, struct xb_str bytes, xabar_error *err)
{
	struct xb_str rest = bytes, magic;
	uint64_t n = 0;
	bool ok;

	*out = (struct xb_ledger){ 0 };
	ok = bytes.len > CRC_BYTES;
	if (ok) {
		rest.len -= CRC_BYTES;
		ok = read_fixed(xb_strn(bytes.ptr + rest.len, CRC_BYTES)) == crc_of(rest) &&
		     xb_take_bytes(&rest, strlen(MAGIC), &magic) && xb_str_is(magic, MAGIC) &&
		     xb_take_varint(&rest, &n);
	}
	for (; ok && n; n--)
		ok = read_input(out, &rest);
	out->changed = false;
	if (ok)
		return XABAR_OK;
	xb_ledger_release(out);
	return xb_fail(err, XABAR_ECORRUPT, "the ledger is damaged");
}

xabar_status
xb_ledger_load(struct xb_ledger *out, const struct xb_generation *generation, xabar_error *err)
{
	struct xb_buf bytes;
	xabar_status status;
	char *path;

	*out = (struct xb_ledger){ 0 };
	if (!generation->manifest.ledger)
		return XABAR_OK;
	path = xb_ledger_path(generation->dir, generation->manifest.ledger);
	if (!path)
		return xb_fail_nomem(err);
	xb_buf_init(&bytes, XB_LEDGER_MAX);
	status = xb_file_read(&bytes, path, err);
	if (status == XABAR_OK)
		status = xb_ledger_read(out, xb_buf_view(&bytes), err);
	xb_buf_release(&bytes);
	free(path);
	return status;
}
