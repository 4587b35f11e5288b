package io.stci.transport;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** An authority and whom it vouches for. */
final class Certificates {
    private static final Duration LIFE = Duration.ofDays(1);

    private final X509Bundle authority;

    private Certificates(X509Bundle authority) {
        this.authority = authority;
    }

    static Certificates ofAuthority(String name) {
        return new Certificates(make(() -> builder(name, Instant.now().minus(LIFE), LIFE.multipliedBy(2))
                .setIsCertificateAuthority(true)
                .buildSelfSigned()));
    }

    LinkSecurity member(String name) {
        return security(valid(name));
    }

    /** Valid yesterday. */
    LinkSecurity expired(String name) {
        Instant start = Instant.now().minus(LIFE.multipliedBy(2));
        return security(make(() -> builder(name, start, LIFE).buildIssuedBy(authority)));
    }

    /** Valid tomorrow. */
    LinkSecurity premature(String name) {
        Instant start = Instant.now().plus(LIFE);
        return security(make(() -> builder(name, start, LIFE).buildIssuedBy(authority)));
    }

    /** A member that trusts another authority than its own. */
    LinkSecurity memberTrusting(Certificates other, String name) {
        LinkSecurity own = member(name);
        return new LinkSecurity(own.key(), own.chain(), List.of(other.authority.getCertificate()));
    }

    /** Sockets that trust the authority, and show no certificate. */
    SSLSocketFactory withoutCertificate() {
        return sockets(null);
    }

    /** Sockets of a member. */
    SSLSocketFactory memberSockets(String name) {
        return sockets(make(() -> valid(name).toKeyManagerFactory().getKeyManagers()));
    }

    private SSLSocketFactory sockets(KeyManager[] keys) {
        return make(() -> {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys, new TrustManager[] {authority.toTrustManager()}, null);
            return context.getSocketFactory();
        });
    }

    private X509Bundle valid(String name) {
        return make(() ->
                builder(name, Instant.now().minus(LIFE), LIFE.multipliedBy(2)).buildIssuedBy(authority));
    }

    private LinkSecurity security(X509Bundle bundle) {
        return new LinkSecurity(
                bundle.getKeyPair().getPrivate(),
                List.of(bundle.getCertificatePath()),
                List.of(authority.getCertificate()));
    }

    private static CertificateBuilder builder(String name, Instant start, Duration life) {
        return new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .notBefore(start)
                .notAfter(start.plus(life));
    }

    private interface Maker<T> {
        T make() throws Exception;
    }

    private static <T> T make(Maker<T> maker) {
        try {
            return maker.make();
        } catch (Exception e) {
            throw new AssertionError("no certificate can be made here", e);
        }
    }
}
