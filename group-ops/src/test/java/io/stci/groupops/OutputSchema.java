package io.stci.groupops;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.stci.core.RankSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** OutputBatch as protobuf's own library reads and writes it. */
final class OutputSchema {
    private static final Descriptor BATCH = descriptor();
    private static final Descriptor RUN = BATCH.getFile().findMessageTypeByName("OutputRun");

    private OutputSchema() {}

    record Run(RankSet ranks, String data, boolean lineContinues) {
        static Run lines(String ranks, String data) {
            return new Run(RankSet.parse(ranks), data, false);
        }

        static List<Run> readAll(OutputBatchReader reader) {
            List<Run> runs = new ArrayList<>();
            while (reader.next()) {
                String data =
                        reader.buffer().toString(reader.dataOffset(), reader.dataLength(), StandardCharsets.ISO_8859_1);
                runs.add(new Run(reader.ranks(), data, reader.lineContinues()));
            }
            return runs;
        }
    }

    static byte[] encode(List<Run> runs) {
        DynamicMessage.Builder batch = DynamicMessage.newBuilder(BATCH);
        for (Run run : runs) {
            DynamicMessage.Builder message = DynamicMessage.newBuilder(RUN)
                    .setField(field("ranks"), ByteString.copyFrom(run.ranks.encode()))
                    .setField(field("data"), ByteString.copyFrom(run.data, StandardCharsets.ISO_8859_1))
                    .setField(field("line_continues"), run.lineContinues);
            batch.addRepeatedField(BATCH.findFieldByName("runs"), message.build());
        }
        return batch.build().toByteArray();
    }

    static List<Run> decode(byte[] bytes) throws InvalidProtocolBufferException {
        DynamicMessage batch = DynamicMessage.parseFrom(BATCH, bytes);
        List<Run> runs = new ArrayList<>();
        FieldDescriptor field = BATCH.findFieldByName("runs");
        for (int i = 0; i < batch.getRepeatedFieldCount(field); i++) {
            runs.add(run((DynamicMessage) batch.getRepeatedField(field, i)));
        }
        return runs;
    }

    private static Run run(DynamicMessage message) {
        byte[] ranks = ((ByteString) message.getField(field("ranks"))).toByteArray();
        String data = ((ByteString) message.getField(field("data"))).toString(StandardCharsets.ISO_8859_1);
        return new Run(RankSet.decode(ranks), data, (Boolean) message.getField(field("line_continues")));
    }

    private static FieldDescriptor field(String name) {
        return RUN.findFieldByName(name);
    }

    private static Descriptor descriptor() {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("output.proto")
                .setSyntax("proto3")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("OutputRun")
                        .addField(scalar("ranks", 1, FieldDescriptorProto.Type.TYPE_BYTES))
                        .addField(scalar("data", 2, FieldDescriptorProto.Type.TYPE_BYTES))
                        .addField(scalar("line_continues", 3, FieldDescriptorProto.Type.TYPE_BOOL)))
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("OutputBatch")
                        .addField(FieldDescriptorProto.newBuilder()
                                .setName("runs")
                                .setNumber(1)
                                .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                                .setTypeName("OutputRun")))
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("OutputBatch");
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FieldDescriptorProto scalar(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .build();
    }
}
