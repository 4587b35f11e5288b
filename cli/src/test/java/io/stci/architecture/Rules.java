package io.stci.architecture;

import static com.tngtech.archunit.lang.ArchCondition.from;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/** The rules that the compiler can't hold. Each fails when it meets no class at all, which is ArchUnit's default. */
record Rules(Layers layers) {
    ArchRule everyClassIsInALayer() {
        return classes().that().resideInAPackage(layers.root() + "..").should().resideInAnyPackage(layers.all());
    }

    ArchRule nothingReachesUpOrAcross(String layer) {
        return noClasses()
                .that()
                .resideInAPackage(layers.packageOf(layer))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(layers.forbidden(layer));
    }

    ArchRule layersAreFreeOfCycles() {
        return slices().matching(layers.root() + ".(*)..").should().beFreeOfCycles();
    }

    ArchRule wireKnowsOnlyProtobuf() {
        return classes()
                .that()
                .resideInAPackage(layers.packageOf("wire"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(layers.packageOf("wire"), "com.google.protobuf..", "java..");
    }

    ArchRule pureLayersReadNoClock() {
        return noClasses()
                .that()
                .resideInAnyPackage(layers.pure())
                .should()
                .accessTargetWhere(Impurities.systemClock());
    }

    ArchRule pureLayersDrawNothingAtRandom() {
        return noClasses()
                .that()
                .resideInAnyPackage(layers.pure())
                .should()
                .accessTargetWhere(Impurities.randomSource());
    }

    ArchRule pureLayersTouchNoSocketFileOrThread() {
        return noClasses()
                .that()
                .resideInAnyPackage(layers.pure())
                .should()
                .dependOnClassesThat(Impurities.ioOrThreads());
    }

    ArchRule onlyTransportKnowsNettyChannels() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(layers.channels())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty.channel..", "io.netty.bootstrap..");
    }

    ArchRule nothingSerializesJavaObjects() {
        return noClasses()
                .should()
                .dependOnClassesThat(Impurities.serializers())
                .orShould(from(Impurities.declareSerializable()));
    }
}
