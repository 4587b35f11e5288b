package io.stci.transport;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * Puts TLS in front of links. Its handshake has no time limit of its own: that of the link's covers it. Sessions are never
 * resumed, so that each link is as good as the certificates at both ends are now.
 */
final class Tls {
    private static final String VERSION = "TLSv1.3";
    /** A peer that reads nothing doesn't hear that the link ends. */
    private static final long CLOSE_TIMEOUT_MS = 1000;

    private final SslContext connecting;
    private final SslContext accepting;

    private Tls(SslContext connecting, SslContext accepting) {
        this.connecting = connecting;
        this.accepting = accepting;
    }

    /** @throws StciException INVALID_ARGUMENT if key, certificates and authorities don't make an end of a link */
    static Tls of(LinkSecurity security) {
        try {
            return new Tls(connecting(security), accepting(security));
        } catch (SSLException | IllegalArgumentException e) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    security.toString(),
                    "can't be used for TLS: " + e.getMessage(),
                    "give a key, its certificate chain, and the authorities to trust",
                    e);
        }
    }

    /** At the end that connects; the link is to be added next. */
    void protectConnecting(Channel channel, Link link) {
        SslHandler tls = handler(channel, connecting);
        tls.handshakeFuture().addListener(done -> onFailure(done, link::unreachable));
        channel.pipeline().addLast(tls);
    }

    /** At the end that listens; the link is to be added next. A peer that speaks no TLS is told so in the clear. */
    void protectAccepted(Channel channel, Link link) {
        SslHandler tls = handler(channel, accepting);
        tls.handshakeFuture()
                .addListener(done -> onFailure(done, why -> {
                    if (done.cause() instanceof NotSslRecordException) {
                        channel.pipeline().context(tls).writeAndFlush(HandshakeFrames.refusal(channel.alloc(), why));
                    }
                    link.unreachable(why);
                }));
        channel.pipeline().addLast(tls);
    }

    private static SslHandler handler(Channel channel, SslContext context) {
        SslHandler tls = context.newHandler(channel.alloc());
        tls.setHandshakeTimeoutMillis(0);
        tls.setCloseNotifyFlushTimeoutMillis(CLOSE_TIMEOUT_MS);
        return tls;
    }

    /** A connection that just went away is told by its channel. */
    private static void onFailure(Future<?> handshake, Consumer<StciException> tell) {
        if (!handshake.isSuccess() && !(handshake.cause() instanceof ClosedChannelException)) {
            tell.accept(TlsFailures.of(handshake.cause()));
        }
    }

    /** Names in certificates aren't compared with addresses, for which Netty would ask. */
    private static SslContext connecting(LinkSecurity security) throws SSLException {
        return common(SslContextBuilder.forClient().keyManager(security.key(), chain(security)), security)
                .endpointIdentificationAlgorithm(null)
                .build();
    }

    private static SslContext accepting(LinkSecurity security) throws SSLException {
        return common(SslContextBuilder.forServer(security.key(), chain(security)), security)
                .clientAuth(ClientAuth.REQUIRE)
                .build();
    }

    private static SslContextBuilder common(SslContextBuilder builder, LinkSecurity security) {
        if (security.authorities().isEmpty()) {
            throw new IllegalArgumentException("it trusts no authority");
        }
        return builder.sslProvider(SslProvider.JDK).protocols(VERSION).trustManager(security.authorities());
    }

    private static X509Certificate[] chain(LinkSecurity security) {
        return security.chain().toArray(X509Certificate[]::new);
    }
}
