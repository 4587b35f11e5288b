package io.stci.examples;

import java.util.Map;
import java.util.TreeMap;

/**
 * A pretended process under a debugger. Its program is a loop that takes another branch at odd ranks:
 *
 * <pre>
 * 10 main:   i = i + 1
 * 11         solve()
 * 20 solve:  if rank is even, 21: sum = sum + i, else 22: sum = sum - i
 * </pre>
 */
final class Debuggee {
    private static final String COMMANDS = "print VAR, set VAR VALUE, step, where, quit";

    private final boolean even;
    private final Map<String, Long> variables = new TreeMap<>();
    private int line = 10;

    Debuggee(int rank) {
        even = rank % 2 == 0;
        variables.putAll(Map.of("rank", (long) rank, "i", 0L, "sum", 0L));
    }

    String answer(String command) {
        String[] words = command.split("\\s+");
        return switch (words[0] + "/" + (words.length - 1)) {
            case "print/1" -> print(words[1]);
            case "set/2" -> set(words[1], words[2]);
            case "step/0" -> step();
            case "where/0" -> where();
            default -> "can't do '" + command + "'; commands are " + COMMANDS;
        };
    }

    private String print(String name) {
        Long value = variables.get(name);
        return value == null ? noVariable(name) : name + " = " + value;
    }

    private String set(String name, String text) {
        if (!variables.containsKey(name)) {
            return noVariable(name);
        }
        try {
            variables.put(name, Long.valueOf(text));
        } catch (NumberFormatException e) {
            return "'" + text + "' is no number";
        }
        return print(name);
    }

    private String noVariable(String name) {
        return "no variable '" + name + "', but " + String.join(", ", variables.keySet());
    }

    private String step() {
        switch (line) {
            case 10 -> change("i", 1, 11);
            case 11 -> line = 20;
            case 20 -> line = even ? 21 : 22;
            case 21 -> change("sum", variables.get("i"), 10);
            default -> change("sum", -variables.get("i"), 10);
        }
        return "stopped in " + where();
    }

    private void change(String name, long by, int next) {
        variables.merge(name, by, Long::sum);
        line = next;
    }

    private String where() {
        return line < 20 ? "main:" + line : "main:11 > solve:" + line;
    }
}
