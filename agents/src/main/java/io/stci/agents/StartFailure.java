package io.stci.agents;

/**
 * Why the operating system refused to start a program. Java tells the error number in its message only: {@code Cannot run
 * program "x": error=7, Argument list too long}, and since 25 {@code ...: Exec failed, error: 7 (Argument list too long)}.
 *
 * @param errorNumber errno; 0 if the message names none
 * @param reason the system's words; the whole message if it is worded otherwise
 */
record StartFailure(int errorNumber, String reason) {
    private static final String EQUALS_FORM = "error=";
    private static final String COLON_FORM = "error: ";
    private static final int MAX_DIGITS = 4;

    static StartFailure parse(String message) {
        int equalsForm = message.lastIndexOf(EQUALS_FORM);
        int colonForm = message.lastIndexOf(COLON_FORM);
        boolean colon = colonForm > equalsForm;
        int start = colon ? colonForm + COLON_FORM.length() : equalsForm + EQUALS_FORM.length();
        int end = start;
        while (end < message.length() && Character.isDigit(message.charAt(end))) {
            end++;
        }
        boolean found = Math.max(equalsForm, colonForm) >= 0 && end > start && end - start <= MAX_DIGITS;
        if (!found || message.length() < end + 2) {
            return new StartFailure(0, message);
        }
        String reason = message.substring(end + 2).strip();
        boolean bracketed = colon && reason.endsWith(")");
        return new StartFailure(
                Integer.parseInt(message.substring(start, end)),
                bracketed ? reason.substring(0, reason.length() - 1) : reason);
    }
}
