#include "fdt/token.h"

static bool take_padding(struct cursor *block, size_t size)
{
	return take(block, (4 - (size - block->left) % 4) % 4) != NULL;
}

static enum token_state take_name(struct cursor *block, size_t size, struct token *token)
{
	const uint8_t *end = block->left ? memchr(block->at, 0, block->left) : NULL;

	if (!end)
		return TOKEN_CUT;
	token->name = (const char *)take(block, (size_t)(end - block->at) + 1);
	return take_padding(block, size) ? TOKEN_WHOLE : TOKEN_CUT;
}

static enum token_state take_prop(struct cursor *block, size_t size, struct token *token)
{
	const uint8_t *raw = take(block, 8);

	if (!raw)
		return TOKEN_CUT;
	token->value.size = load_be32(raw);
	token->nameoff = load_be32(raw + 4);
	token->value.data = take(block, token->value.size);
	if (!token->value.data || !take_padding(block, size))
		return TOKEN_CUT;
	return TOKEN_WHOLE;
}

enum token_state token_next(struct cursor *block, size_t size, struct token *token)
{
	const uint8_t *raw = take(block, 4);

	*token = (struct token){0};
	if (!raw)
		return block->left ? TOKEN_CUT : TOKEN_NONE;
	token->kind = load_be32(raw);
	switch (token->kind) {
	case FDT_BEGIN_NODE:
		return take_name(block, size, token);
	case FDT_PROP:
		return take_prop(block, size, token);
	case FDT_END_NODE:
	case FDT_NOP:
	case FDT_END:
		return TOKEN_WHOLE;
	default:
		return TOKEN_UNKNOWN;
	}
}
