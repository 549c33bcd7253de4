// SPDX-License-Identifier: GPL-2.0-only
/*
 * Texts: UTF-8 in the interfaces, one code point a cell on the display.
 */
#include "text.h"

static bool is_continuation(u8 byte)
{
	return (byte & 0xc0) == 0x80;
}

/**
 * tphone_utf8_decode() - take one code point off a text
 * @text: UTF-8
 * @len: bytes of it, at least 1
 * @code: receives the code point
 *
 * Overlong forms, surrogates and numbers above 0x10ffff are refused, so that
 * equal texts have equal bytes.
 *
 * Return: the bytes it took, or -EILSEQ.
 */
int tphone_utf8_decode(const u8 *text, size_t len, u32 *code)
{
	static const u32 smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	u32 value;
	int size;
	int i;

	if (text[0] < 0x80) {
		*code = text[0];
		return 1;
	}
	if (text[0] < 0xc0 || text[0] > 0xf7)
		return -EILSEQ;
	size = text[0] < 0xe0 ? 2 : text[0] < 0xf0 ? 3 : 4;
	if (len < (size_t)size)
		return -EILSEQ;
	value = text[0] & (0x7f >> size);
	for (i = 1; i < size; i++) {
		if (!is_continuation(text[i]))
			return -EILSEQ;
		value = value << 6 | (text[i] & 0x3f);
	}
	if (value < smallest[size] || value > 0x10ffff ||
	    (value >= 0xd800 && value <= 0xdfff))
		return -EILSEQ;
	*code = value;
	return size;
}

/**
 * tphone_utf8_encode() - put one code point into a text
 * @code: the code point, valid
 * @text: room for TPHONE_UTF8_MAX bytes
 *
 * Return: the bytes it took.
 */
int tphone_utf8_encode(u32 code, u8 *text)
{
	if (code < 0x80) {
		text[0] = code;
		return 1;
	}
	if (code < 0x800) {
		text[0] = 0xc0 | code >> 6;
		text[1] = 0x80 | (code & 0x3f);
		return 2;
	}
	if (code < 0x10000) {
		text[0] = 0xe0 | code >> 12;
		text[1] = 0x80 | (code >> 6 & 0x3f);
		text[2] = 0x80 | (code & 0x3f);
		return 3;
	}
	text[0] = 0xf0 | code >> 18;
	text[1] = 0x80 | (code >> 12 & 0x3f);
	text[2] = 0x80 | (code >> 6 & 0x3f);
	text[3] = 0x80 | (code & 0x3f);
	return 4;
}

static bool is_control(u32 code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

/**
 * tphone_text_length() - bytes before the end of a text
 * @text: the text
 * @len: bytes there
 *
 * Return: @len, or the position of the first zero byte.
 */
size_t tphone_text_length(const u8 *text, size_t len)
{
	const u8 *end = len ? memchr(text, 0, len) : NULL;

	return end ? (size_t)(end - text) : len;
}

/**
 * tphone_text_valid() - can a phone show this text?
 * @text: the text
 * @len: bytes of it; a zero byte ends it earlier
 *
 * Return: true for UTF-8 without control characters.
 */
bool tphone_text_valid(const u8 *text, size_t len)
{
	size_t pos = 0;
	u32 code;
	int size;

	len = tphone_text_length(text, len);
	while (pos < len) {
		size = tphone_utf8_decode(text + pos, len - pos, &code);
		if (size < 0 || is_control(code))
			return false;
		pos += size;
	}
	return true;
}

/**
 * tphone_text_size() - bytes of the first characters of a text
 * @text: valid text
 * @len: bytes of it
 * @nr: how many characters
 *
 * Return: the bytes; @len if the text has fewer characters, or bytes beyond its
 * end.
 */
size_t tphone_text_size(const u8 *text, size_t len, u32 nr)
{
	size_t pos = 0;
	u32 code;
	int size;

	while (pos < len && nr--) {
		size = tphone_utf8_decode(text + pos, len - pos, &code);
		if (size < 0 || !code)
			return len;
		pos += size;
	}
	return pos;
}

/* A name that was cut off ends with a mark: "#" and a hash of 64 bits. */
#define MARK_DIGITS	16
#define LINK_NAME_LEN	(TPHONE_LINK_NAME_SIZE - 1 - 1 - MARK_DIGITS)

/*
 * Is a byte kept in the name of a link? Bytes that udev accepts are, but for "#",
 * which begins the mark, and a leading dot, which would hide the link.
 */
static bool is_plain(const char *id, size_t pos)
{
	char c = id[pos];

	if (c == '.')
		return pos;
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || strchr("+-:=@_", c);
}

static size_t append_hex(char *to, u64 value, unsigned int digits)
{
	unsigned int i;

	for (i = 0; i < digits; i++)
		to[i] = "0123456789abcdef"[value >> 4 * (digits - 1 - i) & 0xf];
	return digits;
}

/* FNV-1a */
static u64 hash(const char *id)
{
	u64 value = 0xcbf29ce484222325ULL;

	for (; *id; id++)
		value = (value ^ (u8)*id) * 0x100000001b3ULL;
	return value;
}

/**
 * tphone_link_name() - a name for a link out of an id
 * @id: the id, valid
 * @name: room for TPHONE_LINK_NAME_SIZE bytes; empty if @id is
 *
 * Different ids have different names. udev would replace a byte that it does not
 * accept by "_", so each such byte becomes "\x" and two digits, as in other links
 * of udev. A name that gets too long ends with "#", which no other name contains,
 * and a hash of the whole id.
 */
void tphone_link_name(const char *id, char *name)
{
	size_t len = 0;
	size_t pos;

	for (pos = 0; id[pos] && len <= LINK_NAME_LEN - 4; pos++) {
		if (is_plain(id, pos)) {
			name[len++] = id[pos];
			continue;
		}
		name[len++] = '\\';
		name[len++] = 'x';
		len += append_hex(name + len, (u8)id[pos], 2);
	}
	if (id[pos]) {
		name[len++] = '#';
		len += append_hex(name + len, hash(id), MARK_DIGITS);
	}
	name[len] = '\0';
}

/**
 * tphone_cells_write() - write on the display
 * @cells: the display, row after row
 * @nr_cells: rows times columns
 * @first: cell to begin with
 * @text: valid text
 * @len: bytes of it; a zero byte ends it earlier
 * @changed: set when a cell has another contents than before, else left alone
 *
 * Characters beyond the last cell are cut off; cells not covered keep their
 * contents.
 *
 * Return: the cells written.
 */
u32 tphone_cells_write(u32 *cells, u32 nr_cells, u32 first, const u8 *text,
		       size_t len, bool *changed)
{
	u32 cell = first;
	size_t pos = 0;
	u32 code;
	int size;

	len = tphone_text_length(text, len);
	while (pos < len && cell < nr_cells) {
		size = tphone_utf8_decode(text + pos, len - pos, &code);
		if (size < 0)
			break;
		if (cells[cell] != code) {
			cells[cell] = code;
			*changed = true;
		}
		cell++;
		pos += size;
	}
	return cell - first;
}

/**
 * tphone_cells_read() - the display as a text
 * @cells: the display, row after row
 * @nr_cells: rows times columns
 * @text: room for TPHONE_UTF8_MAX bytes a cell
 *
 * Return: the bytes of the text.
 */
size_t tphone_cells_read(const u32 *cells, u32 nr_cells, u8 *text)
{
	size_t pos = 0;
	u32 cell;

	for (cell = 0; cell < nr_cells; cell++)
		pos += tphone_utf8_encode(cells[cell], text + pos);
	return pos;
}
