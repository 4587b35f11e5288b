package io.stci.session.tool;

/** Patterns in which {@code *} stands for any characters and {@code ?} for one. */
final class Glob {
    private Glob() {}

    /** Takes at most the product of both lengths; only the last star that was met is ever tried again. */
    static boolean matches(String glob, String text) {
        int at = 0;
        int star = -1;
        int retry = 0;
        int next = 0;
        while (next < text.length()) {
            if (at < glob.length() && glob.charAt(at) == '*') {
                star = at++;
                retry = next;
            } else if (at < glob.length() && isOne(glob.charAt(at), text.charAt(next))) {
                at++;
                next++;
            } else if (star >= 0) {
                at = star + 1;
                next = ++retry;
            } else {
                return false;
            }
        }
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        return at == glob.length();
    }

    private static boolean isOne(char pattern, char character) {
        return pattern == '?' || pattern == character;
    }
}
