package io.stci.transport;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What one end needs for {@code tls:} addresses: links are encrypted by TLS 1.3, and both ends show a certificate.
 *
 * <p>Whoever shows a certificate that one of the authorities issued passes, whatever name or address is in it; so authorities
 * are those of a session or site, never public ones. What a peer may do is for the {@link Admission} to say. Certificates are
 * looked at when a link opens: one that expires later ends no link. Threads: immutable.
 *
 * @param key belongs to the first certificate of the chain
 * @param chain this end's certificate, then those of the authorities between it and a root
 * @param authorities the roots that this end trusts
 */
public record LinkSecurity(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authorities) {
    public LinkSecurity {
        chain = List.copyOf(chain);
        authorities = List.copyOf(authorities);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return chain.isEmpty()
                ? "no certificate"
                : "certificate of " + chain.get(0).getSubjectX500Principal();
    }
}
