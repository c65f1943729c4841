# One image for web, workers, beat and the migrate job; the command decides which it is.
FROM python:3.11-slim-bookworm AS libraries
WORKDIR /build
COPY requirements/uv.txt requirements/run.txt requirements/
RUN python -m venv /venv \
 && pip install --no-cache-dir --no-deps --require-hashes --target /tools -r requirements/uv.txt \
 && /tools/bin/uv pip sync --no-cache --require-hashes --compile-bytecode --python /venv/bin/python requirements/run.txt

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /srv/kontor --create-home kontor \
 && install -d -o kontor -g kontor /srv/kontor/state /srv/kontor/state/media
COPY --from=libraries /venv /venv
WORKDIR /srv/kontor/house
COPY --chown=root:root . .
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=commerce.settings.production \
    KONTOR_STATE=/srv/kontor/state
# Bytecode, texts and static files (hashed, compressed) belong to the image, the same on every host.
RUN python -m compileall -q commerce catalog orders crm inventory payments cms bi \
 && python -m commerce.embedded words \
 && SECRET_KEY=build DATABASE_URL=postgresql:///build REDIS_URL=redis://build ALLOWED_HOSTS=build \
    STRIPE_WEBHOOK_SECRET=build python manage.py collectstatic --no-input -v0 \
 && chown -R kontor:kontor /srv/kontor/state
USER kontor
EXPOSE 8000
VOLUME /srv/kontor/state/media
CMD ["python", "-m", "granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers", "--no-ws", \
     "--workers-kill-timeout", "20", "commerce.wsgi:application"]
