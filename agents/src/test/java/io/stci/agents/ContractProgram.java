package io.stci.agents;

import io.stci.activemessages.message.Codecs;
import io.stci.activemessages.message.MessageCarrier;
import io.stci.activemessages.message.Received;
import io.stci.activemessages.message.TaggedMessages;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.CallPath;
import io.stci.groupops.filter.Reductions;
import io.stci.session.tool.Agent;
import io.stci.session.tool.AgentProgram;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What agents do in {@link ToolContract}. */
public final class ContractProgram implements AgentProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private long handled;

    @Override
    public void start(Agent agent) {
        int rank = agent.rank();
        agent.answer("times rank", Codecs.int32(), Codecs.int64(), factor -> (long) factor * rank);
        agent.answer("rank", Codecs.nothing(), Codecs.int64(), nothing -> (long) rank);
        agent.answer("int rank", Codecs.nothing(), Codecs.int32(), nothing -> rank);
        agent.answer("where", Codecs.nothing(), Codecs.string(), nothing -> agent.host() + " " + agent.size());
        agent.attribute("parity", rank % 2 == 0 ? "even" : "odd");
        if (rank < 3) {
            agent.attribute("few", "");
        }
        agent.answer("paint", Codecs.string(), Codecs.string(), colour -> {
            agent.attribute("colour", colour);
            return agent.attributes().get("colour");
        });
        agent.answer("bleach", Codecs.nothing(), Codecs.nothing(), nothing -> {
            agent.removeAttribute("colour");
            return null;
        });
        agent.answer(
                "pid",
                Codecs.nothing(),
                Codecs.string(),
                nothing -> "" + ProcessHandle.current().pid());
        agent.answer("arguments", Codecs.nothing(), Codecs.string(), nothing -> String.join("|", agent.arguments()));
        agent.answer("echo", Codecs.bytes(), Codecs.bytes(), bytes -> bytes);
        agent.answer("digest", Codecs.bytes(), Codecs.int32(), Arrays::hashCode);
        agent.answer("half a pair", Codecs.nothing(), Codecs.string(), nothing -> "\ud800");
        agent.contribute("path", Codecs.nothing(), nothing -> List.of(CallPath.of("main", "step " + rank % 2)));
        agent.answer("handled", Codecs.nothing(), Codecs.int64(), nothing -> ++handled);
        agent.answer("odd fail", Codecs.nothing(), Codecs.int64(), nothing -> {
            if (rank % 2 == 1) {
                throw new StciException(Status.NOT_FOUND, "sensor", "is not there", "");
            }
            return 1L;
        });
        agent.handle(
                "silent 2",
                Codecs.nothing(),
                Codecs.int64(),
                nothing -> rank == 2 ? new CompletableFuture<>() : CompletableFuture.completedFuture(1L));
        agent.handle(
                "later",
                Codecs.nothing(),
                Codecs.int64(),
                nothing -> CompletableFuture.supplyAsync(
                        () -> (long) rank, CompletableFuture.delayedExecutor(5L * rank, TimeUnit.MILLISECONDS)));
        agent.handle(
                "barrier of agents",
                Codecs.nothing(),
                Codecs.int64(),
                nothing -> agent.collectives()
                        .barrier("b", PATIENCE)
                        .stage()
                        .thenApply(result -> result.value().orElse(-1L)));
        agent.handle(
                "allreduce",
                Codecs.nothing(),
                Codecs.string(),
                nothing -> agent.collectives()
                        .allreduce("sum", Reductions.sumInt(), rank, PATIENCE)
                        .stage()
                        .thenApply(Object::toString));
        agent.handle(
                "allgather",
                Codecs.nothing(),
                Codecs.string(),
                nothing -> agent.collectives()
                        .allgather("names", Codecs.string(), "r" + rank, PATIENCE)
                        .stage()
                        .thenApply(Object::toString));
        agent.handle(
                "scan",
                Codecs.nothing(),
                Codecs.int64(),
                nothing -> agent.collectives()
                        .scan("scan", Reductions.sumInt(), rank, PATIENCE)
                        .stage()
                        .thenApply(result -> result.value().orElseThrow()));
        agent.handle(
                "sum to here",
                Codecs.nothing(),
                Codecs.int64(),
                nothing -> rank == 0
                        ? CompletableFuture.completedFuture(0L)
                        : agent.messages()
                                .request(
                                        rank - 1,
                                        "sum to here",
                                        Codecs.nothing(),
                                        null,
                                        Codecs.int64(),
                                        PATIENCE.toNanos())
                                .stage()
                                .thenApply(sum -> sum + rank));
        agent.handle(
                "fail far away",
                Codecs.nothing(),
                Codecs.int64(),
                nothing -> agent.messages()
                        .request(
                                (rank + 1) % agent.size(),
                                "odd fail",
                                Codecs.nothing(),
                                null,
                                Codecs.int64(),
                                PATIENCE.toNanos())
                        .stage());
        agent.handle(
                "ask front-end",
                Codecs.string(),
                Codecs.string(),
                text -> agent.messages()
                        .request(
                                MessageCarrier.FRONT_END,
                                "greet",
                                Codecs.string(),
                                text,
                                Codecs.string(),
                                PATIENCE.toNanos())
                        .stage());
        receiveAndMulticast(agent);
        agent.onStream("values", stream -> {
            int offset = new String(stream.request(), StandardCharsets.UTF_8).length();
            stream.onMessage(Codecs.int32(), (wave, factor) -> stream.contribute(wave, rank * factor + offset));
        });
        agent.onStream(
                "silent above",
                stream -> stream.onMessage(Codecs.int32(), (wave, last) -> {
                    if (rank <= last) {
                        stream.contribute(wave, 1);
                    }
                }));
        agent.answer("vector", Codecs.int32(), Codecs.int64s(), length -> {
            long[] vector = new long[length];
            Arrays.setAll(vector, place -> place * 10L + rank);
            return vector;
        });
        agent.answer("uneven vector", Codecs.nothing(), Codecs.int64s(), nothing -> new long[50_000 + rank]);
        agent.onStream("records", stream -> {
            int[] next = {0};
            stream.onRoom(() -> {
                while (next[0] < 2000 && stream.record(Codecs.int32().encode(next[0]))) {
                    next[0]++;
                }
            });
        });
        agent.onStream("ticks", stream -> {
            int[] next = {0};
            stream.onRoom(() -> {
                while (next[0] < 500 && stream.offer(next[0])) {
                    next[0]++;
                }
            });
        });
        agent.onStream("strange ticks", stream -> {
            String answer;
            try {
                answer = "took it: " + stream.offer("text");
            } catch (StciException refused) {
                answer = refused.getMessage();
            }
            String said = answer;
            agent.answer("what became of strange ticks", Codecs.nothing(), Codecs.string(), nothing -> said);
        });
        agent.onStream("driven", stream -> {
            int[] next = {0};
            stream.onRoom(() -> {
                while (next[0] < 100 && stream.offer(next[0])) {
                    next[0]++;
                }
            });
        });
        agent.onStream(
                "texts",
                stream -> stream.onMessage(
                        Codecs.string(),
                        (wave, text) -> stream.contribute(wave, text.getBytes(StandardCharsets.UTF_8))));
    }

    private static void receiveAndMulticast(Agent agent) {
        int rank = agent.rank();
        agent.handle("pass on in a ring", Codecs.int32(), Codecs.string(), tag -> {
            TaggedMessages tagged = agent.messages().tagged();
            int size = agent.size();
            tagged.send((rank + 1) % size, tag, Codecs.string(), "from " + rank, PATIENCE.toNanos());
            return tagged.receive((rank + size - 1) % size, tag, Codecs.string(), PATIENCE.toNanos())
                    .stage()
                    .thenApply(Received::value);
        });
        agent.answer("send to front-end", Codecs.int32(), Codecs.nothing(), bytes -> {
            byte[] payload = new byte[bytes];
            Arrays.fill(payload, (byte) rank);
            agent.messages()
                    .tagged()
                    .send(MessageCarrier.FRONT_END, bytes, Codecs.bytes(), payload, PATIENCE.toNanos());
            return null;
        });
        agent.handle(
                "receive from any",
                Codecs.int32(),
                Codecs.string(),
                tag -> agent.messages()
                        .tagged()
                        .receive(TaggedMessages.ANY_SOURCE, tag, Codecs.string(), PATIENCE.toNanos())
                        .stage()
                        .thenApply(message -> message.value() + " of " + message.source()));
        List<Integer> heard = new ArrayList<>();
        agent.messages().handleOneWayAtOnce("hear", Codecs.bytes(), bytes -> heard.add(Arrays.hashCode(bytes)));
        agent.answer("heard", Codecs.nothing(), Codecs.string(), nothing -> heard.toString());
        agent.answer("forget", Codecs.nothing(), Codecs.nothing(), nothing -> {
            heard.clear();
            return null;
        });
    }
}
