package io.stci.core;

/** Rank sets as people write them. */
final class RankSetText {
    private static final int MAX_DIGITS = 8;

    private RankSetText() {}

    static RankSet parse(String text) {
        String body = text.strip();
        if (body.startsWith("[") && body.endsWith("]")) {
            body = body.substring(1, body.length() - 1);
        }
        RankSet.Builder builder = new RankSet.Builder();
        for (String part : body.split(",", -1)) {
            addPart(builder, part.strip(), text);
        }
        return builder.build();
    }

    static RankSet parseSelection(String text, int size) {
        String body = text.strip();
        RankSet all = RankSet.all(size);
        if (body.equals("all")) {
            return all;
        }
        boolean inverted = body.startsWith("!");
        RankSet named = parse(inverted ? body.substring(1) : body);
        RankSet strangers = named.minus(all);
        if (!strangers.isEmpty()) {
            throw bad(text, "there is no rank " + strangers + " among " + size, "use ranks 0-" + (size - 1));
        }
        RankSet chosen = inverted ? all.minus(named) : named;
        if (chosen.isEmpty()) {
            throw bad(text, "selects no rank", "leave at least one");
        }
        return chosen;
    }

    static String format(RankSet ranks) {
        StringBuilder text = new StringBuilder();
        ranks.forEachRange((first, last) -> {
            text.append(text.length() == 0 ? "" : ",").append(first);
            if (last > first) {
                text.append(last == first + 1 ? ',' : '-').append(last);
            }
        });
        return text.toString();
    }

    private static void addPart(RankSet.Builder builder, String part, String whole) {
        int dash = part.indexOf('-');
        if (dash < 0) {
            builder.add(number(part, whole));
            return;
        }
        int first = number(part.substring(0, dash).strip(), whole);
        int last = number(part.substring(dash + 1).strip(), whole);
        if (last < first) {
            throw bad(whole, "the range " + part + " runs backward", "write " + last + "-" + first);
        }
        builder.addRange(first, last);
    }

    private static int number(String digits, String whole) {
        boolean wellFormed = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!wellFormed) {
            throw bad(whole, "'" + digits + "' is not a rank", "write ranks like 0-3,8");
        }
        return RankSet.checkRank(Integer.parseInt(digits));
    }

    private static StciException bad(String text, String reason, String nextStep) {
        return new StciException(Status.INVALID_ARGUMENT, "rank set '" + text + "'", reason, nextStep);
    }
}
